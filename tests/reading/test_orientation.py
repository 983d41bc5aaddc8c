import numpy as np
import pytest

from inkdigits.reading._orientation import turn_points


@pytest.mark.parametrize("quarter", range(4))
def test_points_turn_as_the_picture_does(quarter: int) -> None:
    picture = np.zeros((20, 30), np.uint8)
    picture[4, 7], picture[15, 22] = 1, 2
    turned = np.rot90(picture, -quarter)
    points = turn_points(np.array([[7.0, 4.0], [22.0, 15.0]]), quarter)
    (first,), (second,) = (np.argwhere(turned == level)[:, ::-1] for level in (1, 2))
    assert np.array_equal(points[1] - points[0], second - first)
