"""What is written on a page, and how large."""

import numpy as np

from inkdigits.pages._category import Category

_ALONE, _USUAL = 0.12, 0.8  # chances on varied pages: of one digit alone, and of usual sizes
_USUAL_HEIGHTS = (16.0, 60.0)
_WIDE, _HIGH = 1500, 1300  # what written lines may take up, in pixels, so that pages stay pages


def draw_height(kind: Category, rng: np.random.Generator) -> float:
    """Of the digits, in pixels: small and large ones alike often, in proportion."""
    usual = kind.varied and rng.random() < _USUAL
    heights = np.clip(_USUAL_HEIGHTS, *kind.heights) if usual else kind.heights
    return float(np.exp(rng.uniform(*np.log(heights))))


def draw_numbers(kind: Category, height: float, rng: np.random.Generator) -> list[str]:
    """Numbers, a line each.

    Args:
        kind: of page.
        height: of the digits, in pixels; there are fewer large ones where pages are varied.
        rng: where the chances come from.
    """
    most_lines, most_digits = kind.lines[1], kind.digits[1]
    if kind.varied:
        if rng.random() < _ALONE:
            return [str(rng.integers(10))]
        most_digits = min(most_digits, max(1, int(_WIDE / height)))
        most_lines = min(most_lines, max(1, int(_HIGH / (2 * height))))
    lines = rng.integers(kind.lines[0], most_lines + 1)
    lengths = rng.integers(kind.digits[0], most_digits + 1, lines)
    return ["".join(map(str, rng.integers(0, 10, length))) for length in lengths]
