"""The picture: how fast, and what becomes of the memory."""

from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from memory import INTERVAL
from report import rates

from inkdigits.evaluation.pictures import _style


def draw(document: dict[str, Any], target: Path) -> Path:
    """Draw pages a second for each way to read, and the memory of the long job against time."""
    with _style.drawing(target, height=3.4, width=8.0) as figure:
        left, right = figure.subplots(1, 2)
        _draw_rates(left, document)
        _draw_memory(right, document)
    return target


def _draw_rates(axes: Any, document: dict[str, Any]) -> None:
    names = list(document["short"])[::-1]
    found = [rates(document["short"][name]) for name in names]
    middles = [median(one) for one in found]
    axes.barh(names, middles, color=_style.BLUE, height=0.6)
    for place, one in enumerate(found):
        axes.plot(one, [place] * len(one), "o", color=_style.TEXT, markersize=3)
    axes.set_title(f"Pages a second, {document['few']:,} pages")
    axes.grid(axis="x", color=_style.RULE)
    axes.set_axisbelow(True)


def _draw_memory(axes: Any, document: dict[str, Any]) -> None:
    for (name, runs), color in zip(
        document["long"].items(), (_style.ORANGE, _style.BLUE), strict=True
    ):
        looks = [look["driver"] + look["workers"] + look["ray"] for look in runs[0]["memory"]]
        axes.plot(
            INTERVAL * np.arange(1, 1 + len(looks)), looks, color=color, linewidth=1.6, label=name
        )
    axes.set_ylim(0, 1.2 * axes.get_ylim()[1])
    axes.set_title(f"MiB while {document['pages']:,} pages are read")
    axes.set_xlabel("seconds")
    axes.legend(loc="lower right")
    axes.grid(color=_style.RULE)
