import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from inkdigits.evaluation.pictures._style import BLUE, MUTED, ORANGE, RULE, drawing, percent_tick

History: TypeAlias = Sequence[Mapping[str, float]]
"""One entry an epoch: `epoch` (from 1), `loss`, `accuracy`, and `val_loss` and `val_accuracy` where
there is a validation part."""


def best_epoch(history: History) -> int | None:
    """The epoch with the lowest validation loss, the first of equals; None without validation."""
    validated = [entry for entry in history if math.isfinite(entry.get("val_loss", math.nan))]
    if not validated:
        return None
    return int(min(validated, key=lambda entry: entry["val_loss"])["epoch"])


def draw_training_curves(history: History, target: Path) -> Path:
    """Draw loss and accuracy against the epoch, on the training and the validation part.

    A vertical line marks the epoch with the lowest validation loss.

    Args:
        history: at least one epoch.
        target: the PNG file to write.

    Returns:
        `target`.
    """
    with drawing(target, height=4.7) as figure:
        loss, accuracy = figure.subplots(2, 1, sharex=True)
        _draw_quantity(loss, history, "loss")
        _draw_quantity(accuracy, history, "accuracy")
        loss.set_title("Loss")
        accuracy.set_title("Accuracy")
        accuracy.yaxis.set_major_formatter(percent_tick)
        accuracy.set_xlabel("epoch")
        accuracy.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=True))
        if len(history) == 1:
            accuracy.set_xticks([history[0]["epoch"]])
        _mark_best(loss, accuracy, history)
        loss.legend(
            loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, borderpad=0, columnspacing=1.2
        )
    return target


def _draw_quantity(axes: Axes, history: History, quantity: str) -> None:
    # Few epochs are shown as points as well, a single one could not be seen otherwise.
    marker = "o" if len(history) <= 15 else None
    for key, name, color, style in (
        (quantity, "training", BLUE, "-"),
        (f"val_{quantity}", "validation", ORANGE, "--"),
    ):
        entries = [entry for entry in history if key in entry]
        if entries:
            axes.plot(
                [entry["epoch"] for entry in entries],
                [entry[key] for entry in entries],
                style,
                color=color,
                marker=marker,
                markersize=5,
                label=name,
            )
    axes.grid(axis="y", color=RULE)


def _mark_best(loss: Axes, accuracy: Axes, history: History) -> None:
    best = best_epoch(history)
    if best is None:
        return
    entry = next(entry for entry in history if entry["epoch"] == best)
    for axes, value in ((loss, entry["val_loss"]), (accuracy, entry["val_accuracy"])):
        line = axes.axvline(best, color=MUTED, linewidth=1.2, linestyle=":", zorder=1)
        axes.plot(best, value, "o", color="none", markeredgecolor=ORANGE, markersize=11)
        line.set_label(f"best (epoch {best})")
