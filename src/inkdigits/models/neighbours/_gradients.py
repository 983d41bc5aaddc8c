"""Sobel gradients and their 3×3 contexts, laid out so that a displacement is one offset.

A picture lies row after row in one long array, with blank columns between the rows and blank rows
above and below. Every displacement of the whole picture is then a single offset into the array,
and every step over the picture one straight loop, which the processor does many pixels at a time.
Such loops run over views that begin at 0: an index that cannot be negative needs no check.
"""

from typing import NamedTuple

from inkdigits.arrays import FloatArray
from inkdigits.models.neighbours._compiled import compiled


class Layout(NamedTuple):
    """Where the pixels of a square picture lie when it may be displaced.

    Attributes:
        side: edge of the picture.
        stride: from a pixel to the one below it.
        origin: index of the top left pixel.
        length: of the whole array.
    """

    side: int
    stride: int
    origin: int
    length: int


def lay_out(side: int, reach: int) -> Layout:
    """A layout in which the context of a pixel displaced by `reach` stays in the blank parts."""
    margin = reach + 1
    stride = -(-(side + margin) // 8) * 8  # rows of whole registers
    origin = margin * stride + margin
    return Layout(side, stride, origin, (side + 2 * margin) * stride + 2 * margin)


@compiled
def lay_gradients(picture: FloatArray, layout: Layout, ground: FloatArray, out: FloatArray) -> None:
    """Write a picture's horizontal and vertical Sobel gradients to out[0] and out[1].

    Outside the picture everything is blank, the gradients too.

    Args:
        picture: (S·S,) float32.
        layout: of `ground` and of each row of `out`.
        ground: (length,) float32, scratch space; 0 outside the picture, which it stays.
        out: (2, length) float32; 0 outside the picture, which it stays.
    """
    side, stride, origin, _ = layout
    for y in range(side):
        target, source = ground[origin + y * stride :], picture[y * side :]
        for x in range(side):
            target[x] = source[x]
    for y in range(side):
        row = origin + y * stride
        above, here, below = (
            ground[row - stride - 1 :],
            ground[row - 1 :],
            ground[row + stride - 1 :],
        )
        across, down = out[0, row:], out[1, row:]
        for x in range(side):
            right = above[x + 2] + 2 * here[x + 2] + below[x + 2]
            across[x] = right - (above[x] + 2 * here[x] + below[x])
            bottom = below[x] + 2 * below[x + 1] + below[x + 2]
            down[x] = bottom - (above[x] + 2 * above[x + 1] + above[x + 2])


@compiled
def lower_to_context_costs(
    first: FloatArray,
    second: FloatArray,
    offset: int,
    layout: Layout,
    scratch: FloatArray,
    costs: FloatArray,
) -> None:
    """Lower `costs` to what each pixel costs where its counterpart lies `offset` further on.

    A pixel costs the squared differences of the 18 gradients in its 3×3 context and in that of its
    counterpart. All pixels are displaced alike, so their contexts share the terms: each cost is a
    sum of nine neighbouring ones, three down and then three across.

    Args:
        first: (2, length) float32, the digit's gradients.
        second: (2, length) float32, the prototype's.
        offset: rows · stride + columns.
        layout: of all arrays.
        scratch: (2, length) float32.
        costs: (length,) float32; what lies outside the picture means nothing.
    """
    side, stride, origin, _ = layout
    start, count = origin - stride - 1, (side + 2) * stride
    first_x, first_y = first[0, start:], first[1, start:]
    second_x, second_y = second[0, start + offset :], second[1, start + offset :]
    terms, sums = scratch[0], scratch[1]
    for i in range(count):
        across, down = first_x[i] - second_x[i], first_y[i] - second_y[i]
        terms[i] = across * across + down * down
    middle, below = terms[stride:], terms[2 * stride :]
    for i in range(count - 2 * stride):
        sums[i] = terms[i] + middle[i] + below[i]
    here, right, result = sums[1:], sums[2:], costs[origin:]
    for i in range(count - 2 * stride - 2):
        result[i] = min(result[i], sums[i] + here[i] + right[i])
