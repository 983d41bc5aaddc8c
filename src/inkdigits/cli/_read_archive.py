"""What `inkdigits read --out` does: a whole archive, into tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from inkdigits.cli._archive_bar import archive_bar
from inkdigits.cli._output import percent, print_json, quiet_stdout, say
from inkdigits.errors import InputError, WorkError

if TYPE_CHECKING:
    from inkdigits.archive import Summary
    from inkdigits.engines import Engine
    from inkdigits.reading.rules import Form, Rule
    from inkdigits.recognizer import Recognizer


@dataclass(frozen=True)
class ArchiveOptions:
    """The options that go with --out, as they were given; None where they were not."""

    out: str | None
    format: Literal["parquet", "jsonl"] | None
    engine: Literal["local", "ray"] | None
    address: str | None
    workers: int | None
    files_a_part: int | None

    def wanted(self, others: Mapping[str, Any]) -> bool:
        """Whether an archive is to be read.

        Args:
            others: options that go without --out only, by their names.

        Raises:
            InputError: two were given that do not go together.
        """
        if self.out is None:
            given = [name for name, value in vars(self).items() if value is not None]
            if given:
                raise InputError(
                    f"got {_as_options(given)} without --out; name the folder for the tables"
                )
            return False
        refused = [name for name, value in others.items() if value is not None]
        if refused:
            raise InputError(
                f"got --out with {_as_options(refused)}, which do not go together; leave out either"
            )
        if self.address is not None and self.engine != "ray":
            raise InputError("got --address without --engine ray; add it")
        return True

    def make_engine(self) -> "Engine":
        """Who reads.

        Raises:
            InputError: it is not installed.
        """
        from inkdigits.engines import LocalEngine, RayEngine

        if self.engine == "ray":
            return RayEngine(self.address, self.workers)
        return LocalEngine(self.workers)


def read_to_tables(
    sources: Sequence[str],
    recognizer: "Recognizer",
    rule: "Rule | None",
    form: "Form | None",
    options: ArchiveOptions,
    as_json: bool,
) -> int:
    """Read an archive, show how far it is, and say what came of it; return the exit code."""
    from inkdigits.archive import FILES_A_PART, Job, Store, read_archive

    assert options.out is not None
    store = Store(options.out)
    job = Job(store, recognizer, rule, form, options.format or "parquet")
    files_a_part = options.files_a_part or FILES_A_PART
    try:
        with archive_bar() as follow, quiet_stdout():
            summary = read_archive(sources, job, options.make_engine(), files_a_part, follow)
    except KeyboardInterrupt:
        raise WorkError("stopped; the same command carries the job on") from None
    if as_json:
        print_json({"out": store.root, **summary.to_json()})
    else:
        _print_summary(summary, store.root)
    return 1 if summary.errors and not summary.pages else 0


def _print_summary(summary: "Summary", out: str) -> None:
    print(f"{summary.pages:,} pages read, {summary.lines:,} lines, from {summary.files:,} files")
    if summary.seconds:
        print(f"{summary.pages_a_second:.1f} pages a second over {summary.seconds:.1f} s")
    spent = sum(summary.spent.values())
    if spent:
        shares = (f"{work} {percent(part / spent, 0)}" for work, part in summary.spent.items())
        print(f"the workers' time: {', '.join(shares)}")
    print(f"the tables: {out}/lines, {out}/pages")
    if summary.errors:
        say(f"inkdigits: {summary.errors:,} files could not be read; see {out}/errors")


def _as_options(names: Sequence[str]) -> str:
    return ", ".join(f"--{name.replace('_', '-')}" for name in names)
