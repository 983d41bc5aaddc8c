import cv2
import numpy as np
import pytest

from inkdigits.pages._camera import Shot
from inkdigits.pages._view import frame


@pytest.mark.parametrize("seed", range(20))
def test_all_that_is_written_is_in_the_picture(seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, top = (int(x) for x in rng.integers(-300, 300, 2))
    right, bottom = left + int(rng.integers(20, 900)), top + int(rng.integers(20, 900))
    shot = Shot(turn=rng.uniform(-15, 15), tilt=rng.uniform(0, 0.06), quarter=seed % 4)
    margins = rng.uniform(5, 60, 4)
    view = frame((left, top, right, bottom), margins, shot, rng)
    x, y = view.moved
    corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
    moved = np.array([corners], np.float64)
    moved += [x, y]
    seen = cv2.perspectiveTransform(moved, view.matrix)[0]
    height, width = view.window
    assert (seen >= margins[:2] - 0.01).all()
    assert (seen <= [width, height] - margins[2:] + 0.01).all()

    # And there is paper wherever the camera looks.
    window = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    needed = cv2.perspectiveTransform(window, np.linalg.inv(view.matrix))[0]
    rows, columns = view.size
    assert (needed >= -1).all()
    assert (needed <= [columns + 1, rows + 1]).all()


@pytest.mark.parametrize("quarter", range(4))
def test_places_turn_as_the_picture_does(quarter: int, rng: np.random.Generator) -> None:
    view = frame((0, 0, 60, 20), np.full(4, 10.0), Shot(quarter=quarter), rng)
    picture = np.zeros(view.window, np.uint8)
    picture[12, 17] = 1
    turned = np.rot90(picture, quarter)
    inverse = np.linalg.inv(view.matrix)
    start = cv2.perspectiveTransform(np.array([[[17.0, 12.0]]]), inverse)
    column, row = cv2.perspectiveTransform(start, view.turned)[0, 0].round().astype(int)
    assert turned[row, column] == 1
