"""Error against cost: what a better answer is paid for with."""

from pathlib import Path

from inkdigits.evaluation.pictures._style import (
    BLUE,
    GREEN,
    MUTED,
    ORANGE,
    SKY,
    drawing,
    percent_tick,
)
from inkdigits.leaderboard._board import Board, Line

_LOOKS = {
    "linear": ("s", MUTED),
    "knn": ("o", BLUE),
    "boosting": ("^", GREEN),
    "trees": ("v", GREEN),
    "non-linear": ("D", MUTED),
    "svm": ("P", ORANGE),
    "dense": ("o", SKY),
    "convolutional": ("X", "#CC79A7"),
    "ours": ("*", "#1B2430"),
}
_NAMED = 6  # the points that nothing beats in both error and time get their names, at most so many


def draw_costs(board: Board, target: Path) -> Path:
    """Draw each row's error against its time for a digit, on logarithmic scales.

    Args:
        board: with at least one row that was run and made an error.
        target: the PNG file.
    """
    with drawing(target, height=4.4, width=7.2) as figure:
        axes = figure.subplots()
        for family, (marker, colour) in _LOOKS.items():
            points = [_point(line) for line in board.run if line.row.family == family]
            if points:
                across, up = zip(*points, strict=True)
                axes.scatter(
                    across,
                    up,
                    marker=marker,
                    color=colour,
                    s=70 if marker == "*" else 34,
                    label=family,
                    zorder=3,
                )
        axes.set(xscale="log", yscale="log", xlabel="time for a digit, ms", ylabel="test error")
        axes.xaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_major_formatter(percent_tick)
        axes.yaxis.set_minor_formatter(percent_tick)
        axes.tick_params(axis="y", which="minor", labelsize=7)
        axes.grid(which="both", alpha=0.6)
        names = {line.row.model: line for line in reversed(best_lines(board))}  # each name once
        for line in list(names.values())[:_NAMED]:
            axes.annotate(
                line.row.model,
                _point(line),
                textcoords="offset points",
                xytext=(6, -9),
                fontsize=8,
            )
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    return target


def best_lines(board: Board) -> list[Line]:
    """The lines that no other beats in both error and time for a digit, the fastest first."""
    best: list[Line] = []
    for line in sorted(board.run, key=_point):
        if not best or _point(line)[1] < _point(best[-1])[1]:
            best.append(line)
    return best


def _point(line: Line) -> tuple[float, float]:
    assert line.measured is not None
    # A row without a mistake would lie at minus infinity: half a mistake stands for none.
    return line.measured.predict_ms, max(line.measured.errors, 0.5) / line.measured.n
