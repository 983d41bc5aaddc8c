from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from inkdigits.arrays import FloatArray
from inkdigits.errors import InputError
from inkdigits.models.neighbours._appearance import compare_windows, cut_windows
from inkdigits.models.neighbours._contexts import BINS, count_contexts, match_costs, mean_least
from inkdigits.models.neighbours._distance import Candidates, Prepared, side_of
from inkdigits.models.neighbours._outline import POINTS, outlines
from inkdigits.models.neighbours._thin_plate import ThinPlate

_FEW = 25  # points that stand for the whole outline where candidates are many
_Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ShapeContext:
    """Outlines are matched point by point, and bent until they fit; what remains is the distance.

    100 points on each outline know their shape context: how many of the others lie in each of
    5 × 12 log-polar bins around them. The digit's points are assigned to the candidate's at the
    least total cost, a thin plate is bent to take them there, and contexts are compared again from
    where they arrive. The distance adds what matching still costs, how differently the pictures
    look around points that match, and the bending energy. The weights were chosen on held-out
    writers; the paper bends the picture, too, before it compares, and weights the look less.

    Belongie, Malik, Puzicha 2002, "Shape matching and object recognition using shape contexts",
    IEEE Transactions on Pattern Analysis and Machine Intelligence 24(4). Candidates are first
    ranked by a few contexts, as Mori, Belongie, Malik 2001, "Shape contexts enable efficient
    retrieval of similar shapes", CVPR; those beyond `matched` are given up.

    Attributes:
        matched: how many candidates are matched in full.
        steps: how often points are assigned and the plate is bent, at least once.
        stiffness: of the plate, see `ThinPlate`.
        turning: the share of edge directions, beside shape contexts, in the cost of a match.
        appearance: the weight of the pictures' squared differences.
        window: standard deviation, in pixels, of the Gaussian under which they are compared.
        bending: the weight of the bending energy.
    """

    matched: int = 50
    steps: int = 1
    stiffness: float = 1.0
    turning: float = 0.1
    appearance: float = 30.0
    window: float = 1.2
    bending: float = 0.3

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise InputError(f"got {self.steps} steps; wanted 1 or more")

    def prepare(self, pictures: FloatArray) -> Prepared:
        """The pictures with their outlines and shape contexts, one record each."""
        side = side_of(pictures)
        fields = [
            ("picture", np.float32, (side, side)),
            ("points", np.float32, (POINTS, 2)),
            ("normals", np.float32, (POINTS, 2)),
            ("contexts", np.uint8, (BINS, POINTS)),
        ]
        records = np.empty(len(pictures), np.dtype(fields))
        records["picture"] = pictures.reshape(-1, side, side)
        records["points"], records["normals"] = outlines(records["picture"])
        records["contexts"] = count_contexts(records["points"].copy())
        return records

    def distances(
        self, digits: Prepared, prototypes: Prepared, candidates: Candidates
    ) -> FloatArray:
        """See `Distance.distances`."""
        out = np.full(candidates.shape, np.inf, np.float32)
        for row, digit in enumerate(digits):
            others = prototypes[candidates[row]]
            rough, _ = mean_least(self._costs(digit, digit["contexts"][None], others, _FEW))
            chosen = np.argsort(rough, kind="stable")[: self.matched]
            out[row, chosen] = self._match(digit, others[chosen])
        return out

    def _match(self, digit: Prepared, others: Prepared) -> _Array:
        start = digit["points"].astype(np.float64)
        plate = ThinPlate(start, self.stiffness)
        contexts = digit["contexts"][None]
        for _ in range(self.steps):
            costs = self._costs(digit, contexts, others, POINTS)
            partners = np.stack([linear_sum_assignment(cost)[1] for cost in costs])
            targets = np.take_along_axis(others["points"], partners[:, :, None], axis=1)
            bent = plate.fit(targets.astype(np.float64))
            contexts = count_contexts(plate.apply(bent, start).astype(np.float32))
        costs = self._costs(digit, contexts, others, POINTS)
        by_row, by_column = mean_least(costs)
        own = cut_windows(digit["picture"], digit["points"])
        windows = np.stack([cut_windows(other["picture"], other["points"]) for other in others])
        looks = compare_windows(own, windows, costs, self.window)
        distances: _Array = (
            by_row + by_column + self.appearance * looks + self.bending * plate.energy(bent)
        )
        return distances

    def _costs(
        self, digit: Prepared, contexts: Prepared, others: Prepared, rows: int
    ) -> FloatArray:
        theirs, edges = np.ascontiguousarray(others["contexts"]), others["normals"].copy()
        return match_costs(contexts, digit["normals"], theirs, edges, self.turning, rows)
