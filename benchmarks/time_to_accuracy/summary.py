"""From raw logs to times: the rule by which a recipe has reached an accuracy.

A recipe of ours counts by its last epoch alone: the mean over seeds must reach the bar there. A
peer counts from the first epoch at which the mean over seeds reaches it, whatever comes after. So
no single seed is picked, and the peers get the benefit of stopping in time, which they could not
have known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median, stdev

BARS = (0.985, 0.99, 0.995, 0.997)


@dataclass(frozen=True)
class Epoch:
    """State of one run after an epoch.

    Attributes:
        seconds: of training so far.
        accuracy: on the test digits, in [0, 1].
    """

    seconds: float
    accuracy: float


@dataclass(frozen=True)
class Result:
    """All runs of one contestant.

    Attributes:
        label: what to call it.
        ours: whether it counts by its last epoch alone.
        runs: the logged epochs of each run, as many in each.
    """

    label: str
    ours: bool
    runs: Sequence[Sequence[Epoch]]

    def curve(self) -> list[Epoch]:
        """Median time and mean accuracy over the runs, epoch by epoch."""
        return [
            Epoch(median(e.seconds for e in epochs), _mean(epochs))
            for epochs in zip(*self.runs, strict=True)
        ]

    def times_to(self, bar: float) -> list[float] | None:
        """Seconds of each run until the mean accuracy reached `bar`; None where it never did."""
        epochs = list(zip(*self.runs, strict=True))
        for reached in epochs[-1:] if self.ours else epochs:
            if _mean(reached) >= bar:
                return [epoch.seconds for epoch in reached]
        return None

    def final(self) -> tuple[float, float]:
        """Mean and standard deviation of the last epoch's accuracy; 0 for the latter if n is 1."""
        accuracies = [run[-1].accuracy for run in self.runs]
        return mean(accuracies), stdev(accuracies) if len(accuracies) > 1 else 0.0


def table(results: Sequence[Result], bars: Sequence[float] = BARS) -> str:
    """The results as a Markdown table: median seconds to each bar, and fastest to slowest run."""
    heads = [f"to {bar:.1%}".replace("%", " %") for bar in bars]
    lines = [
        f"| recipe | runs | accuracy at the end | {' | '.join(heads)} |",
        "|---|---:|---:|" + "---:|" * len(bars),
    ]
    for result in results:
        accuracy, deviation = result.final()
        cells = [_seconds(result.times_to(bar)) for bar in bars]
        lines.append(
            f"| {result.label} | {len(result.runs)} | {100 * accuracy:.2f} ± "
            f"{100 * deviation:.2f} % | {' | '.join(cells)} |"
        )
    return "\n".join(lines) + "\n"


def speed_up(results: Sequence[Result], bar: float) -> str:
    """One sentence: how much sooner the fastest of ours reaches `bar` than the fastest peer."""
    ours, peer = (_fastest([r for r in results if r.ours is side], bar) for side in (True, False))
    goal = f"{100 * bar:.1f} %"
    if ours is None:
        return f"No recipe of ours reached {goal}."
    if peer is None:
        return f"{goal}: {ours[1]} in {ours[0]:.3g} s; no peer reached it."
    return (
        f"{goal}: {ours[1]} in {ours[0]:.3g} s, {peer[0] / ours[0]:.1f} times sooner than the "
        f"fastest peer ({peer[1]}, {peer[0]:.3g} s)."
    )


def _fastest(results: Sequence[Result], bar: float) -> tuple[float, str] | None:
    times = [(result.times_to(bar), result.label) for result in results]
    return min(((median(t), label) for t, label in times if t is not None), default=None)


def _mean(epochs: Sequence[Epoch]) -> float:
    # Rounded, so that digits counted right never miss a bar by the last bit of a float.
    return round(mean(epoch.accuracy for epoch in epochs), 12)


def _seconds(times: list[float] | None) -> str:
    if times is None:
        return "–"
    if len(times) == 1:
        return f"{times[0]:.3g} s"
    return f"{median(times):.3g} s ({min(times):.3g}–{max(times):.3g})"
