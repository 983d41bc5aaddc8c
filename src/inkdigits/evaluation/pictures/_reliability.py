from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from inkdigits.evaluation.pictures._style import BLUE, MUTED, RULE, SKY, TEXT, drawing, percent_tick
from inkdigits.evaluation.scores._calibration import ReliabilityBin, expected_calibration_error
from inkdigits.evaluation.scores._intervals import wilson


def draw_reliability(bins: tuple[ReliabilityBin, ...], target: Path) -> Path:
    """Draw how often answers of each confidence are right, and how many there are.

    Each bar is for the answers of one bin. Its dot stands at their mean confidence, which in the
    last bin is far from the bar's middle, and carries the 95 % Wilson interval, since a bin of few
    answers proves little. On the dashed line confidence and accuracy agree.

    Args:
        bins: from `reliability_bins`.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    with drawing(target, height=5.0) as figure:
        accuracy, counts = figure.subplots(
            2, 1, sharex=True, gridspec_kw={"height_ratios": [2.6, 1]}
        )
        filled = [part for part in bins if part.count]
        _draw_accuracy(accuracy, filled)
        error = expected_calibration_error(bins)
        accuracy.set_title(f"How far to trust a confidence (ECE {100 * error:.2f} %)", pad=24)
        _draw_counts(counts, filled)
    return target


def _draw_accuracy(axes: Axes, bins: list[ReliabilityBin]) -> None:
    shares = [part.accuracy for part in bins]
    ends = [wilson(part.right, part.count) for part in bins]
    axes.bar(
        [part.lower for part in bins],
        shares,
        width=[part.upper - part.lower for part in bins],
        align="edge",
        color=SKY,
        alpha=0.5,
        edgecolor="white",
    )
    axes.errorbar(
        [part.confidence for part in bins],
        shares,
        yerr=[
            [max(0.0, share - low) for share, (low, _) in zip(shares, ends, strict=True)],
            [max(0.0, high - share) for share, (_, high) in zip(shares, ends, strict=True)],
        ],
        fmt="o",
        color=BLUE,
        markersize=4,
        elinewidth=1.2,
        capsize=2.5,
        clip_on=False,
        label="measured, with 95 % interval",
    )
    axes.plot([0, 1], [0, 1], color=TEXT, linewidth=1.2, linestyle="--", label="perfect")
    axes.set(xlim=(0, 1), ylim=(0, 1), ylabel="share of right answers")
    axes.yaxis.set_major_formatter(percent_tick)
    axes.grid(axis="y", color=RULE)
    axes.legend(
        loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2, borderpad=0, columnspacing=1.2
    )


def _draw_counts(axes: Axes, bins: list[ReliabilityBin]) -> None:
    axes.bar(
        [part.lower for part in bins],
        [part.count for part in bins],
        width=[part.upper - part.lower for part in bins],
        align="edge",
        color=MUTED,
        edgecolor="white",
    )
    # Logarithmic, or the certain answers would hide all others.
    axes.set(yscale="log", ylim=(0.7, None), xlabel="confidence", ylabel="answers")
    axes.xaxis.set_major_formatter(percent_tick)
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y", color=RULE)
