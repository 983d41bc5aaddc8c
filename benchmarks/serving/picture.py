"""The picture: how long answers take, and what becomes of the memory."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.ticker import FuncFormatter, NullFormatter

from inkdigits.evaluation.pictures import _style

LABELS = {"classify": "/v1/classify, 32 clients", "read": "/v1/read, 8 clients"}
COLORS = {"classify": _style.ORANGE, "read": _style.BLUE}


def draw(measured: Mapping[str, Mapping[str, Any]], target: Path) -> Path:
    """Draw the share of answers against the time they took, and memory against time."""
    with _style.drawing(target, height=3.4, width=8.0) as figure:
        left, right = figure.subplots(1, 2)
        for name, label in LABELS.items():
            latencies = np.sort(measured[name]["latencies"]) * 1e3
            share = np.arange(1, len(latencies) + 1) / len(latencies)
            left.plot(latencies, 100 * share, color=COLORS[name], linewidth=1.6, label=label)
            times, sizes = np.array(measured[name]["memory"]).reshape(-1, 2).T
            right.plot(times, sizes, color=COLORS[name], linewidth=1.6)
        left.set_xscale("log")
        left.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        left.xaxis.set_minor_formatter(NullFormatter())
        left.set_ylim(0, 103)
        left.set_title("Answered within a time, %")
        left.set_xlabel("milliseconds")
        left.legend(loc="upper left")
        right.set_title("Memory of the server, MiB")
        right.set_xlabel("seconds")
        right.set_ylim(0, 1.2 * right.get_ylim()[1])
        for axes in (left, right):
            axes.grid(color=_style.RULE)
    return target
