"""Which way up a page lies, by what can be read and how the digits stand in rows."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkdigits.reading._fields import to_upright_field
from inkdigits.reading._pyramid import Found
from inkdigits.recognizer import Recognizer

_ASKED = 32  # digits are enough to tell
_UPRIGHT = 2.5  # natural logarithm of how much likelier a page is to lie upright than otherwise
_IN_ROW = 0.6  # the same, for each digit with a neighbour beside it and none above or below
_DOUBT = 0.02  # how likely it is at least that a digit looks like no digit


def find_quarter(found: Sequence[Found], recognizer: Recognizer) -> int:
    """How many quarter turns, clockwise, bring the page upright: 0 to 3."""
    asked = sorted(found, key=lambda one: -one.piece.sureness)[:_ASKED]
    if not asked:
        return 0
    upright = np.stack([to_upright_field([one], 0, 0.0) for one in asked])
    fields = np.concatenate([np.rot90(upright, -k, axes=(1, 2)) for k in range(4)])
    probabilities, others = recognizer.recognize(fields)
    # The ink net knows a digit whichever way it lies, so only upright the two can agree.
    net = np.tile(np.exp([one.piece.digits for one in asked]), (4, 1))
    likely = np.log((probabilities * net).sum(axis=1) * (1 - others) + _DOUBT)
    scores = likely.reshape(4, len(asked)).sum(axis=1)
    scores[0] += _UPRIGHT
    # As many have a say by how they stand as by how they look.
    scores[[0, 2]] += _IN_ROW * _rows_over_columns(found) * len(asked) / len(found)
    return int(scores.argmax())


def _rows_over_columns(found: Sequence[Found]) -> int:
    """Digits with a neighbour beside them, less those with one above or below."""
    middles = np.array([one.middle for one in found])
    sizes = np.array([one.size for one in found])
    return _neighbours(middles, sizes) - _neighbours(middles[:, ::-1], sizes)


def _neighbours(middles: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64]) -> int:
    across = middles[None, :, 0] - middles[:, None, 0]
    down = np.abs(middles[None, :, 1] - middles[:, None, 1])
    size = np.minimum(sizes[:, None], sizes[None])
    return int(
        ((across > 0.1 * size) & (across < 1.5 * size) & (down < 0.35 * size)).any(axis=1).sum()
    )


def turn_points(points: npt.NDArray[np.float64], quarter: int) -> npt.NDArray[np.float64]:
    """Points, (N, 2), on a page turned clockwise; about the corner, so some become negative."""
    for _ in range(quarter % 4):
        points = np.column_stack([-points[:, 1], points[:, 0]])
    return points
