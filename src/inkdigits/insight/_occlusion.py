from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import FloatArray, Images, Probabilities, Uint8Array

PATCH = 7
"""Edge of the covering patch in pixels: about two strokes wide, a quarter of the field."""


@dataclass(frozen=True)
class Occlusion:
    """What covering parts of an image does to the net's answer.

    Attributes:
        fall: (28, 28) float32, by how much the probability of the answer falls when the patch lies
            with its middle on this pixel; negative where covering makes the answer surer.
        row: middle of the patch that hurts most.
        column: likewise.
        covered: (10,) float32, the probabilities with the patch lying there.
    """

    fall: FloatArray
    row: int
    column: int
    covered: Probabilities


def occlude(field: Uint8Array, predict: Callable[[Images], Probabilities]) -> Occlusion:
    """Slide a blank patch over an image and watch the answer.

    Zeiler & Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014, section 4.2.
    They cover with grey; here the patch has the value of paper, so that ink vanishes as if it had
    never been written. The patch lies on each of the 784 pixels once and may hang over the edge.

    Args:
        field: (28, 28) uint8.
        predict: from (N, 28, 28) uint8 to (N, 10) probabilities, preprocessing included.
    """
    original = predict(field[None])[0]
    answer = int(original.argmax())
    covered = predict(_covered_fields(field))
    fall = (original[answer] - covered[:, answer]).astype(np.float32)
    worst = int(fall.argmax())
    row, column = divmod(worst, field.shape[1])
    return Occlusion(fall.reshape(field.shape), row, column, covered[worst])


def _covered_fields(field: Uint8Array) -> Images:
    """(784, 28, 28): the field once for each pixel, with the patch lying on that pixel."""
    height, width = field.shape
    rows, columns = np.indices((height, width)).reshape(2, -1, 1, 1)
    near_row = np.abs(np.arange(height)[None, :, None] - rows) <= PATCH // 2
    near_column = np.abs(np.arange(width)[None, None, :] - columns) <= PATCH // 2
    return np.where(near_row & near_column, np.uint8(0), field)
