"""From the rounds of a contender to medians and spreads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Spread:
    """Median and quartiles over the rounds."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Speed:
    """How fast a contender is at one batch size.

    Attributes:
        size: digits a call.
        images_per_second: over the rounds.
        p50_ms, p95_ms: latency of a call in milliseconds; medians over the rounds.
    """

    size: int
    images_per_second: Spread
    p50_ms: float
    p95_ms: float


def summarise(rounds: Sequence[Sequence[Mapping[str, Any]]]) -> list[Speed]:
    """The speeds of one contender, a `Speed` for each batch size.

    Args:
        rounds: what `measure.py` printed, round by round.
    """
    speeds = []
    for rows in zip(*rounds, strict=True):
        rates = [row["images_per_second"] for row in rows]
        low, median, high = map(float, np.percentile(rates, [25, 50, 75]))
        p50, p95 = (float(np.median([row[key] for row in rows])) for key in ("p50_ms", "p95_ms"))
        speeds.append(Speed(rows[0]["size"], Spread(median, low, high), p50, p95))
    return speeds


def table(speeds: Mapping[str, Sequence[Speed]]) -> str:
    """A Markdown table: latency of one digit, and digits a second for every batch size."""
    sizes = [speed.size for speed in next(iter(speeds.values()))]
    heads = [f"{size:,}" for size in sizes]
    lines = [
        f"| digits a call | {heads[0]}: p50 / p95 | " + " | ".join(heads) + " |",
        "|---|---:|" + "---:|" * len(sizes),
    ]
    for label, row in speeds.items():
        cells = [_rate(speed.images_per_second) for speed in row]
        latency = f"{row[0].p50_ms:.3f} / {row[0].p95_ms:.3f} ms"
        lines.append(f"| {label} | {latency} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _rate(spread: Spread) -> str:
    return f"{spread.median:,.0f} ± {(spread.high - spread.low) / 2:,.0f}"
