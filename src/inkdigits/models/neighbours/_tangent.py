from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter

from inkdigits.arrays import FloatArray
from inkdigits.models.neighbours._compiled import compiled
from inkdigits.models.neighbours._distance import Candidates, side_of

_VECTORS = 8  # the picture and its seven tangents


@dataclass(frozen=True)
class Tangent:
    """Both digits move, along their tangents, until they are as near as they get.

    A tangent is the direction in which a picture changes when it is moved a little: sideways, up
    and down, scaled, turned, sheared in two ways (the hyperbolic ones), made thicker. The distance
    is Euclid's, squared, between the two planes that the tangents span.

    Simard, LeCun, Denker 1993, "Efficient pattern recognition using a new transformation distance",
    Advances in Neural Information Processing Systems 5.

    Attributes:
        blur: standard deviation, in pixels, of the Gaussian the pictures are smoothed with;
            without it they have no tangents.
        ridge: how much the system of equations is damped, as a share of its diagonal; it keeps
            tangents that nearly coincide from being followed far.
    """

    blur: float = 0.7
    ridge: float = 0.01

    def prepare(self, pictures: FloatArray) -> FloatArray:
        """The pictures, smoothed."""
        side = side_of(pictures)
        squares = pictures.reshape(-1, side, side)
        smooth: FloatArray = gaussian_filter(squares, (0, self.blur, self.blur), mode="constant")
        return smooth.reshape(pictures.shape)

    def distances(
        self, digits: FloatArray, prototypes: FloatArray, candidates: Candidates
    ) -> FloatArray:
        """See `Distance.distances`."""
        return _distances(digits, prototypes, candidates, side_of(digits), self.ridge)


@compiled
def _distances(
    digits: FloatArray, prototypes: FloatArray, candidates: Candidates, side: int, ridge: float
) -> FloatArray:
    out = np.empty(candidates.shape, np.float32)
    own = np.empty((_VECTORS, side * side), np.float32)
    other = np.empty((_VECTORS, side * side), np.float32)
    products = np.empty((2 * _VECTORS, 2 * _VECTORS), np.float64)
    for row in range(len(candidates)):
        lay_tangents(digits[row], side, own)
        _multiply(own, own, products[:_VECTORS, :_VECTORS])
        for column in range(candidates.shape[1]):
            lay_tangents(prototypes[candidates[row, column]], side, other)
            _multiply(own, other, products[:_VECTORS, _VECTORS:])
            _multiply(other, other, products[_VECTORS:, _VECTORS:])
            out[row, column] = _distance_of_planes(products, ridge)
    return out


@compiled
def lay_tangents(picture: FloatArray, side: int, out: FloatArray) -> None:
    """Write a picture and its seven tangents to the rows of `out`, (8, S·S) float32."""
    middle = np.float32((side - 1) / 2)
    blank = np.float32(0)
    for y in range(side):
        dy = np.float32(y) - middle
        for x in range(side):
            i = y * side + x
            left = picture[i - 1] if x > 0 else blank
            right = picture[i + 1] if x < side - 1 else blank
            above = picture[i - side] if y > 0 else blank
            below = picture[i + side] if y < side - 1 else blank
            across, down = (right - left) / 2, (below - above) / 2
            dx = np.float32(x) - middle
            out[0, i] = picture[i]
            out[1, i] = across
            out[2, i] = down
            out[3, i] = dx * across + dy * down  # scaling
            out[4, i] = dy * across - dx * down  # rotation
            out[5, i] = dx * across - dy * down  # stretched along the axes
            out[6, i] = dy * across + dx * down  # stretched along the diagonals
            out[7, i] = across * across + down * down  # thickness


@compiled
def _multiply(first: FloatArray, second: FloatArray, out: npt.NDArray[np.float64]) -> None:
    for b in range(_VECTORS):
        for a in range(_VECTORS):
            one, two, total = first[a], second[b], np.float32(0)
            for i in range(len(one)):
                total += one[i] * two[i]
            out[a, b] = total


@compiled
def _distance_of_planes(products: npt.NDArray[np.float64], ridge: float) -> float:
    # Least squares of the pictures' difference on both sets of tangents: the last pivot of the
    # Cholesky factor of (tangents, difference) is what the tangents leave unexplained.
    size = 2 * _VECTORS - 1
    system = np.empty((size, size), np.float64)
    for i in range(size - 1):
        row = i + 1 if i < _VECTORS - 1 else i + 2
        for j in range(i + 1):
            column = j + 1 if j < _VECTORS - 1 else j + 2
            system[i, j] = products[column, row]
        system[i, i] = system[i, i] * (1 + ridge) + 1e-9  # a blank picture has no tangents
        to_other = products[row, _VECTORS] if row < _VECTORS else products[_VECTORS, row]
        system[size - 1, i] = products[0, row] - to_other
    system[-1, -1] = products[0, 0] - 2 * products[0, _VECTORS] + products[_VECTORS, _VECTORS]
    for i in range(size):
        for j in range(i + 1):
            total = system[i, j]
            for k in range(j):
                total -= system[i, k] * system[j, k]
            if j < i:
                system[i, j] = total / system[j, j]
            elif i < size - 1:
                system[i, i] = np.sqrt(max(total, 1e-12))
            else:
                system[i, i] = max(total, 0.0)
    left: float = system[size - 1, size - 1]
    return left
