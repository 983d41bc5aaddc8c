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


@dataclass(frozen=True)
class ImageDistortion:
    """Each pixel of the digit seeks its best counterpart nearby: the image distortion model (IDM).

    What is compared is a pixel's context: the horizontal and vertical Sobel gradients of the 3×3
    pixels around it. The distance is the sum, over the digit's pixels, of the least squared
    difference to a counterpart. Pixels move independently of each other; beyond the square
    a picture is blank.

    Keysers, Deselaers, Gollan, Ney 2007, "Deformation models for image recognition", IEEE
    Transactions on Pattern Analysis and Machine Intelligence 29(8).

    Attributes:
        warp: how far a counterpart may lie along either axis, in pixels.
    """

    warp: int = 2

    def prepare(self, pictures: FloatArray) -> FloatArray:
        """The pictures as they are: their gradients take less time than memory."""
        return pictures

    def distances(
        self, digits: FloatArray, prototypes: FloatArray, candidates: Candidates
    ) -> FloatArray:
        """See `Distance.distances`."""
        layout = lay_out(side_of(digits), self.warp)
        return _distances(digits, prototypes, candidates, self.warp, layout)


@compiled
def _distances(
    digits: FloatArray,
    prototypes: FloatArray,
    candidates: Candidates,
    warp: int,
    layout: Layout,
) -> FloatArray:
    side, stride, origin, length = layout
    out = np.empty(candidates.shape, np.float32)
    ground, costs = np.zeros(length, np.float32), np.empty(length, np.float32)
    first, second = np.zeros((2, length), np.float32), np.zeros((2, length), np.float32)
    scratch = np.empty((2, length), np.float32)
    for row in range(len(candidates)):
        lay_gradients(digits[row], layout, ground, first)
        for column in range(candidates.shape[1]):
            lay_gradients(prototypes[candidates[row, column]], layout, ground, second)
            costs.fill(FAR)
            for down in range(-warp, warp + 1):
                for across in range(-warp, warp + 1):
                    offset = down * stride + across
                    lower_to_context_costs(first, second, offset, layout, scratch, costs)
            total = np.float32(0)
            for y in range(side):
                line = costs[origin + y * stride :]
                for x in range(side):
                    total += line[x]
            out[row, column] = total
    return out
