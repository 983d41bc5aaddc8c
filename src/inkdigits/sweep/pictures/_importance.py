from collections.abc import Mapping
from pathlib import Path

from inkdigits.evaluation.pictures._style import BLUE, SKY, TEXT, drawing


def draw_importance(importance: Mapping[str, float], target: Path) -> Path:
    """Draw a bar for each setting.

    Args:
        importance: name to share, the greatest first; at least one.
        target: the PNG file.
    """
    names, shares = list(importance), list(importance.values())
    with drawing(target, height=0.9 + 0.42 * len(names)) as figure:
        axes = figure.subplots()
        colors = [BLUE, *[SKY] * (len(names) - 1)]
        bars = axes.barh(names, shares, color=colors, height=0.62)
        labels = [f"{100 * share:.0f} %" for share in shares]
        axes.bar_label(bars, labels, padding=4, color=TEXT, fontsize=9)
        axes.set(xlim=(0, 1.15 * max(shares)), xticks=[])
        axes.invert_yaxis()
        axes.tick_params(axis="y", length=0)
        axes.spines["bottom"].set_visible(False)
        axes.set_title("Share of the difference explained")
    return target
