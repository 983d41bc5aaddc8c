from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from inkdigits.data.non_digits import HELD_OUT_KINDS
from inkdigits.evaluation._rejection import Rejection
from inkdigits.evaluation.pictures._style import BLUE, MUTED, RULE, SKY, TEXT, drawing, percent_tick


def draw_rejection(rejection: Rejection, target: Path) -> Path:
    """Draw the share of non-digits rejected, a bar for each kind with its 95 % Wilson interval.

    Args:
        rejection: the measurements.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    with drawing(target, height=1.7 + 0.27 * len(rejection.kinds)) as figure:
        axes = figure.add_subplot()
        _draw_bars(axes, rejection)
        axes.set_title(f"{100 * rejection.non_digits.share:.1f} % of non-digits rejected", pad=24)
        axes.annotate(
            f"and {100 * rejection.digits.share:.2f} % of true digits, with the threshold at "
            f"{rejection.threshold:.3g}",
            xy=(0, 1),
            xytext=(0, 8),
            xycoords="axes fraction",
            textcoords="offset points",
            fontsize=9,
            color=MUTED,
        )
        figure.legend(
            handles=[
                Patch(color=BLUE, label="of a kind to train on"),
                Patch(color=SKY, label="of a kind held out"),
            ],
            loc="outside lower center",
            ncols=2,
        )
    return target


def _draw_bars(axes: Axes, rejection: Rejection) -> None:
    kinds = list(rejection.kinds)
    shares = [rejected.share for rejected in rejection.kinds.values()]
    ends = [rejected.ci95 for rejected in rejection.kinds.values()]
    axes.barh(
        kinds,
        shares,
        height=0.7,
        color=[SKY if kind in HELD_OUT_KINDS else BLUE for kind in kinds],
        xerr=[
            [max(0.0, share - low) for share, (low, _) in zip(shares, ends, strict=True)],
            [max(0.0, high - share) for share, (_, high) in zip(shares, ends, strict=True)],
        ],
        error_kw={"elinewidth": 1.2, "capsize": 2.5, "ecolor": TEXT},
    )
    for row, share in enumerate(shares):
        axes.text(1.03, row, f"{100 * share:.1f} %", va="center", fontsize=9, color=MUTED)
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel="rejected, with 95 % interval")
    axes.margins(y=0.02)
    axes.xaxis.set_major_formatter(percent_tick)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=RULE)
