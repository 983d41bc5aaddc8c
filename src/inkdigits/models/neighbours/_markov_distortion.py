from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.models.neighbours._compiled import FAR, compiled
from inkdigits.models.neighbours._distance import Candidates, side_of
from inkdigits.models.neighbours._gradients import (
    Layout,
    lay_gradients,
    lay_out,
    lower_to_context_costs,
)
from inkdigits.models.neighbours._image_distortion import ImageDistortion


@dataclass(frozen=True)
class MarkovDistortion:
    """Columns are stretched and squeezed, and pixels within them: the P2DHMDM.

    The pseudo two-dimensional hidden Markov distortion model. From one column of the digit to the
    next, the column it is matched with moves on by 0, 1 or 2; from one pixel of a column to the
    one below, so does the pixel it is matched with. The first column goes with the first and the
    last with the last, and so for pixels. Beyond that, each pixel may take its counterpart from
    the column to the left or right. Contexts are compared as in `ImageDistortion`, and the
    distance is the cost of the cheapest way to match.

    Keysers, Deselaers, Gollan, Ney 2007, "Deformation models for image recognition", IEEE
    Transactions on Pattern Analysis and Machine Intelligence 29(8). Two limits are ours and keep
    the time within bounds: how far columns and pixels move in all, and that many candidates are
    first ranked by the image distortion model, which takes a sixth of the time.

    Attributes:
        warp: how far a column may move sideways, and a pixel up or down, in pixels.
        matched: how many candidates are matched; those that rank behind them are given up.
    """

    warp: int = 3
    matched: int = 100

    def prepare(self, pictures: FloatArray) -> FloatArray:
        """The pictures as they are: their gradients take less time than memory."""
        return pictures

    def distances(
        self, digits: FloatArray, prototypes: FloatArray, candidates: Candidates
    ) -> FloatArray:
        """See `Distance.distances`."""
        layout = lay_out(side_of(digits), self.warp + 1)
        if candidates.shape[1] <= self.matched:
            return _distances(digits, prototypes, candidates, self.warp, layout)
        rough = ImageDistortion().distances(digits, prototypes, candidates)
        chosen = np.argsort(rough, axis=1, kind="stable")[:, : self.matched]
        best = np.take_along_axis(candidates, chosen, axis=1)
        matched = _distances(digits, prototypes, best, self.warp, layout)
        out = np.full(candidates.shape, np.inf, np.float32)
        np.put_along_axis(out, chosen, matched, axis=1)
        return out


@compiled
def _distances(
    digits: FloatArray,
    prototypes: FloatArray,
    candidates: Candidates,
    warp: int,
    layout: Layout,
) -> FloatArray:
    side, stride, origin, length = layout
    moves = 2 * warp + 1
    out = np.empty(candidates.shape, np.float32)
    ground = np.zeros(length, np.float32)
    first, second = np.zeros((2, length), np.float32), np.zeros((2, length), np.float32)
    scratch = np.empty((2, length), np.float32)
    single = np.empty((moves + 2, length), np.float32)  # costs of one row's displacements
    costs = np.empty((moves, moves, side * stride), np.float32)  # by move across and move down
    paths = np.empty((2, moves + 2, stride), np.float32)
    columns = np.empty((moves, stride), np.float32)
    for row in range(len(candidates)):
        lay_gradients(digits[row], layout, ground, first)
        for column in range(candidates.shape[1]):
            lay_gradients(prototypes[candidates[row, column]], layout, ground, second)
            for down in range(moves):
                single.fill(FAR)
                for across in range(moves + 2):
                    offset = (down - warp) * stride + across - warp - 1
                    lower_to_context_costs(first, second, offset, layout, scratch, single[across])
                for across in range(moves):
                    # A pixel's own deviation: its column's displacement, one pixel less, one more.
                    _least(single[across : across + 3], origin, costs[across, down])
            for across in range(moves):
                _match_columns(costs[across], stride, paths, columns[across])
            out[row, column] = _match_picture(columns, side)
    return out


@compiled
def _least(three: FloatArray, start: int, out: FloatArray) -> None:
    left, middle, right = three[0, start:], three[1, start:], three[2, start:]
    for i in range(len(out)):
        out[i] = min(left[i], middle[i], right[i])


@compiled
def _match_columns(costs: FloatArray, stride: int, paths: FloatArray, out: FloatArray) -> None:
    # All columns at once, each from its top pixel to its bottom one: (moves, S·stride) -> (stride,)
    moves = len(costs)
    paths.fill(FAR)
    old, new = paths[0], paths[1]
    for x in range(stride):
        old[moves // 2 + 1, x] = costs[moves // 2, x]
    for start in range(stride, costs.shape[1], stride):
        for down in range(moves):
            less, same, more = old[down], old[down + 1], old[down + 2]
            cost, result = costs[down, start:], new[down + 1]
            for x in range(stride):
                result[x] = cost[x] + min(less[x], same[x], more[x])
        old, new = new, old
    for x in range(stride):
        out[x] = old[moves // 2 + 1, x]


@compiled
def _match_picture(columns: FloatArray, side: int) -> np.float32:
    # From the first column to the last: (moves, at least S) -> the distance
    moves = len(columns)
    old, new = np.empty(moves + 2, np.float32), np.empty(moves + 2, np.float32)
    old.fill(FAR)
    new.fill(FAR)
    old[moves // 2 + 1] = columns[moves // 2, 0]
    for x in range(1, side):
        for across in range(moves):
            best = min(old[across], old[across + 1], old[across + 2])
            new[across + 1] = columns[across, x] + best
        old, new = new, old
    cost: np.float32 = old[moves // 2 + 1]
    return cost
