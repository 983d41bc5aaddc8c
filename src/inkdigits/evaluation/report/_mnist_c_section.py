from pathlib import Path

from inkdigits.evaluation._evaluation import Evaluation
from inkdigits.evaluation._mnist_c import MnistCScores
from inkdigits.evaluation.pictures._odds_scale import ODDS_RANGE, mark_odds, within_odds
from inkdigits.evaluation.pictures._style import BLUE, MUTED, ORANGE, RULE, drawing
from inkdigits.evaluation.report._report import ReportFigure, ReportTable, percent


def draw_mnist_c_section(folder: Path, scores: MnistCScores) -> ReportFigure:
    """Draw `mnist-c.png` into a folder, and put it together with its table for the report."""
    worst, least = min(scores.corruptions.items(), key=lambda item: item[1].accuracy)
    rows = [(_words(name), *_figures(part)) for name, part in scores.corruptions.items()]
    mean = percent(scores.mean_accuracy)
    rows += [(f"mean of {len(rows)}", mean, ""), ("none", *_figures(scores.identity))]
    return ReportFigure(
        heading="MNIST-C",
        caption="Accuracy under each of MNIST-C's fifteen corruptions, with its 95 % interval; the "
        "dashed line is their mean. On this scale from 99 to 99.9 % is as far as from 90 to 99 %.",
        alt=f"A dot for each of {len(scores.corruptions)} corruptions; their mean is {mean}, the "
        f"lowest {_words(worst)} with {percent(least.accuracy)}.",
        path=draw_mnist_c(scores, folder / "mnist-c.png"),
        table=ReportTable(("corruption", "accuracy", "95 % interval"), tuple(rows)),
    )


def draw_mnist_c(scores: MnistCScores, target: Path) -> Path:
    """Draw the accuracy under each corruption, and that on the digits as they are.

    Args:
        scores: from `evaluate_mnist_c`.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    parts = [*scores.corruptions.values(), scores.identity]
    lows, highs = (within_odds(part.ci95[end] for part in parts) for end in (0, 1))
    middles = within_odds(part.accuracy for part in parts)
    colors = [BLUE] * len(scores.corruptions) + [ORANGE]
    with drawing(target, height=4.6) as figure:
        axes = figure.subplots()
        axes.set_title(f"Under corruptions: {100 * scores.mean_accuracy:.2f} % on average")
        (mean,) = within_odds([scores.mean_accuracy])
        axes.axvline(mean, color=MUTED, linewidth=1.2, linestyle="--", zorder=1)
        axes.hlines(range(len(parts)), lows, highs, colors=colors, linewidth=1.6)
        axes.scatter(middles, range(len(parts)), c=colors, s=28, zorder=3)
        axes.set_yticks(range(len(parts)), [*map(_words, scores.corruptions), "none"])
        axes.invert_yaxis()
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_xscale("logit")
        axes.set_xlim(ODDS_RANGE)
        mark_odds(axes.xaxis)
        axes.grid(color=RULE)
        axes.set_xlabel("accuracy")
    return target


def _figures(part: Evaluation) -> tuple[str, str]:
    low, high = part.ci95
    return percent(part.accuracy), f"{percent(low)} to {percent(high)}"


def _words(name: str) -> str:
    return name.replace("_", " ")
