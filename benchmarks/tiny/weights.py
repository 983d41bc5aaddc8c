from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev


@dataclass(frozen=True)
class Weighed:
    """The files of one recipe, a seed each.

    Attributes:
        label: what it is called.
        sizes: in bytes.
        errors: digits that each file gets wrong.
        n: digits that were asked.
        ours: whether it is a size of `convnet-tiny`.
    """

    label: str
    sizes: Sequence[int]
    errors: Sequence[int]
    n: int
    ours: bool

    @property
    def size(self) -> int:
        """The largest file's bytes: cards differ by a few digits."""
        return max(self.sizes)

    @property
    def accuracy(self) -> float:
        """Mean over the files."""
        return 1 - mean(self.errors) / self.n

    @property
    def spread(self) -> float:
        """Standard deviation of the accuracy over the files; 0 of a single one."""
        return stdev(self.errors) / self.n if len(self.errors) > 1 else 0.0


def table(weighed: Sequence[Weighed]) -> list[str]:
    """In Markdown, the smallest first."""
    lines = [
        "| | bytes | right on MNIST's test digits | errors, by seed |",
        "|---|---:|---:|---:|",
    ]
    for row in sorted(weighed, key=lambda row: row.size):
        spread = f" ± {100 * row.spread:.2f}" if len(row.errors) > 1 else ""
        errors = ", ".join(map(str, row.errors))
        lines.append(
            f"| {row.label} | {row.size:,} | {100 * row.accuracy:.2f}{spread} % | {errors} |"
        )
    return lines
