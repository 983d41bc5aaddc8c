"""How a sheet lies in a picture: how much of it is seen, and what of it goes where."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.pages._camera import Shot

Homography = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class View:
    """A picture's window on a sheet.

    Attributes:
        size: height and width of the sheet that has to be there, in pixels.
        moved: how far everything on it moves right and down, so that it begins at 0.
        matrix: 3×3, from the places on it, so moved, to the picture's, upright.
        window: height and width of the picture, upright.
        quarter: quarter turns, counter-clockwise, that the picture is turned by then.
    """

    size: tuple[int, int]
    moved: tuple[int, int]
    matrix: Homography
    window: tuple[int, int]
    quarter: int

    @property
    def turned(self) -> Homography:
        """3×3, from the places on the sheet to the picture's, turned."""
        matrix, (height, width) = self.matrix, self.window
        for _ in range(self.quarter % 4):
            matrix = np.array([[0, 1, 0], [-1, 0, width - 1], [0, 0, 1]]) @ matrix
            width, height = height, width
        return matrix


def frame(
    bounds: tuple[int, int, int, int], margins: npt.NDArray[np.float64], shot: Shot,
    rng: np.random.Generator,
) -> View:  # fmt: skip
    """Aim the camera so that all that is written is in the picture.

    Args:
        bounds: left, top, right and bottom of what is written.
        margins: how much more is seen at the left, top, right and bottom, in the picture's pixels.
        shot: how it is taken.
        rng: for the corners.
    """
    left, top, right, bottom = bounds
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    # All that is seen is askew, or the margins around a single digit would taper off to nothing.
    whole = corners + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * max(margins)
    off = rng.uniform(-1, 1, (4, 2)) * shot.tilt * (whole[2] - whole[0])
    askew = cv2.getPerspectiveTransform(whole.astype(np.float32), (whole + off).astype(np.float32))
    middle = ((left + right) / 2, (top + bottom) / 2)
    rotation = np.vstack([cv2.getRotationMatrix2D(middle, shot.turn, 1.0), [0, 0, 1]])
    turned = np.asarray(rotation @ askew, np.float64)
    seen = _moved(corners, turned)
    first = np.floor(seen.min(axis=0) - margins[:2])
    last = np.ceil(seen.max(axis=0) + margins[2:])
    (x0, y0), (x1, y1) = first, last
    window = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    needed = _moved(window, np.asarray(np.linalg.inv(turned), np.float64))
    start, end = np.floor(needed.min(axis=0)), np.ceil(needed.max(axis=0))
    # Strong perspective could ask for paper without end; what lies beyond is replicated.
    start = np.maximum(start, [left, top] - 2 * (last - first))
    end = np.minimum(end, [right, bottom] + 2 * (last - first))
    matrix = _shift(-first) @ turned @ _shift(start)
    columns, rows = (int(side) for side in end - start)
    return View(
        (rows, columns), (int(-start[0]), int(-start[1])), matrix,
        (int(y1 - y0), int(x1 - x0)), shot.quarter,
    )  # fmt: skip


def _moved(points: npt.ArrayLike, matrix: Homography) -> npt.NDArray[np.float64]:
    moved = cv2.perspectiveTransform(np.asarray(points, np.float64)[None], matrix)[0]
    return np.asarray(moved, np.float64)


def _shift(by: npt.NDArray[np.float64]) -> Homography:
    return np.array([[1, 0, by[0]], [0, 1, by[1]], [0, 0, 1]], np.float64)
