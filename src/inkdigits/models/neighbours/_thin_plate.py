import numpy as np
import numpy.typing as npt

_Array = npt.NDArray[np.float64]


class ThinPlate:
    """A map of the plane that takes some points near to others and bends as little as it can.

    Bookstein 1989, "Principal warps: thin-plate splines and the decomposition of deformations",
    IEEE Transactions on Pattern Analysis and Machine Intelligence 11(6). What depends on the
    points alone is worked out once, for any number of targets.
    """

    def __init__(self, points: _Array, stiffness: float) -> None:
        """Get ready to map `points`.

        Args:
            points: (P, 2).
            stiffness: 0 takes each point to its target exactly; the greater, the nearer the map
                comes to an affine one. In units of the points' mean squared scale.
        """
        count = len(points)
        self._points = points
        self._kernel = _kernel(points, points)
        gaps = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=-1))
        system = np.zeros((count + 3, count + 3))
        # A little is always added: points that coincide have no map through two targets.
        system[:count, :count] = self._kernel + np.eye(count) * (
            stiffness * gaps.mean() ** 2 + 1e-6
        )
        system[:count, count:] = _affine(points)
        system[count:, :count] = _affine(points).T
        # The pseudo-inverse also serves points that lie in a line or all in one place.
        self._solve = np.linalg.pinv(system, hermitian=True)[:, :count]

    def fit(self, targets: _Array) -> _Array:
        """Coefficients (M, P + 3, 2) of the maps that take the points to M × (P, 2) targets."""
        coefficients: _Array = self._solve @ targets
        return coefficients

    def apply(self, coefficients: _Array, places: _Array) -> _Array:
        """Where each map takes (Q, 2) places: (M, Q, 2)."""
        design = np.concatenate([_kernel(places, self._points), _affine(places)], axis=1)
        moved: _Array = design @ coefficients
        return moved

    def energy(self, coefficients: _Array) -> _Array:
        """How much each map bends: (M,), the mean over x and y; 0 for an affine map."""
        bent = coefficients[:, :-3]
        energy: _Array = np.maximum((bent * (self._kernel @ bent)).sum(axis=(1, 2)) / 2, 0)
        return energy


def _kernel(first: _Array, second: _Array) -> _Array:
    squares = ((first[:, None] - second[None]) ** 2).sum(axis=-1)
    kernel: _Array = squares * np.log(np.maximum(squares, 1e-12))
    return kernel


def _affine(places: _Array) -> _Array:
    return np.concatenate([np.ones((len(places), 1)), places], axis=1)
