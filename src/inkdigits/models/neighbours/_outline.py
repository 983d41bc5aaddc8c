import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.models.neighbours._compiled import FAR, compiled

POINTS = 100


def outlines(squares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Sample 100 points on the outline of each digit's ink, with the direction of its edge there.

    The outline is where the picture, interpolated linearly, passes half its greatest brightness.
    The points are taken one by one, each the one farthest from all taken before, so that they lie
    evenly; a short outline gives some of them more than once.

    Args:
        squares: (N, S, S) float32.

    Returns:
        (N, 100, 2) float32, x and y in pixels from the picture's middle; (N, 100, 2) float32, unit
        vectors from ink to ground. All are 0 where a picture is blank.
    """
    count, side = len(squares), squares.shape[1]
    points = np.zeros((count, POINTS, 2), np.float32)
    normals = np.zeros((count, POINTS, 2), np.float32)
    room = np.empty((8 * (side + 4) ** 2, 4), np.float32)  # two crossings a pixel at most
    for row, square in enumerate(squares):
        fine = _twice_as_fine(np.pad(square, 2))
        found = _crossings(fine, fine.max() / 2, room)
        if found:
            chosen = _spread(room[:found], POINTS)
            # Half a step of the fine grid is a quarter pixel; its middle is the picture's.
            points[row] = (chosen[:, :2] - (len(fine) - 1) / 2) / 2
            normals[row] = chosen[:, 2:]
    return points, normals


def _twice_as_fine(square: FloatArray) -> FloatArray:
    side = len(square)
    fine = np.empty((2 * side - 1, 2 * side - 1), np.float32)
    fine[::2, ::2] = square
    fine[1::2, ::2] = (square[:-1] + square[1:]) / 2
    fine[:, 1::2] = (fine[:, :-2:2] + fine[:, 2::2]) / 2
    return fine


@compiled
def _crossings(fine: FloatArray, level: float, out: FloatArray) -> int:
    # Where neighbours lie on either side of the level: x, y and the direction from bright to dark.
    found = 0
    for y in range(1, len(fine) - 2):
        for x in range(1, len(fine) - 2):
            for down in range(2):
                ny, nx = y + down, x + 1 - down
                here, there = fine[y, x], fine[ny, nx]
                if (here < level) == (there < level):
                    continue
                share = (level - here) / (there - here)
                across = (1 - share) * (fine[y, x + 1] - fine[y, x - 1])
                across += share * (fine[ny, nx + 1] - fine[ny, nx - 1])
                along = (1 - share) * (fine[y + 1, x] - fine[y - 1, x])
                along += share * (fine[ny + 1, nx] - fine[ny - 1, nx])
                norm = max(np.sqrt(across * across + along * along), 1e-6)
                out[found, 0] = x + (0 if down else share)
                out[found, 1] = y + (share if down else 0)
                out[found, 2] = -across / norm
                out[found, 3] = -along / norm
                found += 1
    return found


@compiled
def _spread(points: FloatArray, wanted: int) -> FloatArray:
    chosen = np.empty((wanted, points.shape[1]), np.float32)
    gap = np.empty(len(points), np.float32)
    gap.fill(FAR)
    farthest = 0
    for taken in range(wanted):
        for part in range(points.shape[1]):
            chosen[taken, part] = points[farthest, part]
        x, y = points[farthest, 0], points[farthest, 1]
        farthest = 0
        for i in range(len(points)):
            dx, dy = points[i, 0] - x, points[i, 1] - y
            gap[i] = min(gap[i], dx * dx + dy * dy)
            if gap[i] > gap[farthest]:
                farthest = i
    return chosen
