import numpy as np
import pytest

from inkdigits.preprocess import place
from inkdigits.reading._fields import to_upright_field
from inkdigits.reading._pieces import Piece
from inkdigits.reading._pyramid import Found

FLAT = np.full(10, -2.3, np.float32)


def drawn() -> np.ndarray:
    """Something like a 7."""
    ink = np.zeros((30, 20), np.uint8)
    ink[:4] = 255
    ink[:, -5:-1] = 255
    return ink


def found(ink: np.ndarray, left: int = 0, top: int = 0, scale: float = 1.0) -> Found:
    height, width = (round(side * scale) for side in ink.shape)
    return Found(Piece(ink, 0, 0, 30, 1.0, FLAT), scale, (left, top, width, height))


@pytest.mark.parametrize("quarter", range(4))
def test_ink_is_brought_upright(quarter: int) -> None:
    lying = np.ascontiguousarray(np.rot90(drawn(), quarter))
    assert np.array_equal(to_upright_field([found(lying)], quarter, 0.0), place(drawn()))


def test_two_parts_are_drawn_where_they_lie() -> None:
    parts = [found(drawn()[:15], 100, 50), found(drawn()[15:, 14:], 114, 65)]
    assert np.array_equal(to_upright_field(parts, 0, 0.0), place(drawn()))


def test_parts_seen_in_different_sizes_fit_together() -> None:
    coarse = drawn()[16:, 14:].reshape(7, 2, 3, 2).mean(axis=(1, 3)).astype(np.uint8)
    parts = [found(drawn()[:16], 100, 50), found(coarse, 114, 66, scale=2.0)]
    field = to_upright_field(parts, 0, 0.0).astype(int)
    assert np.abs(field - place(drawn())).mean() < 10


def test_a_tilted_digit_is_straightened() -> None:
    stroke = np.zeros((40, 40), np.uint8)
    for row in range(40):
        middle = 20 + round((row - 20) * np.tan(np.deg2rad(14)))  # leans as a page turned by 14
        stroke[row, middle - 2 : middle + 2] = 255
    columns = np.flatnonzero(to_upright_field([found(stroke)], 0, -14.0).max(axis=0) > 120)
    assert len(columns) <= 4
    leaning = np.flatnonzero(to_upright_field([found(stroke)], 0, 0.0).max(axis=0) > 120)
    assert len(leaning) >= 6
