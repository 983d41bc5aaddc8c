"""Digits in the rough: ink gathered by the middles that its cells vote for."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.reading._ink_net import CELL, Traces

_BIN = 2.0  # pixels along the edge of a bin in which votes are counted
_LEAST_INK = 0.5  # pixels of ink below which a cell has no vote
_LEAST_HEAP = 0.4  # pixels of ink that vote for the same bin where a digit's middle is
_APART = 0.28  # middles nearer than this share of their size are one digit's
_FAR = 0.75  # of its digit's size beyond which a cell's vote is for none of the middles
_LEAST_PIECE = 0.025  # of the square of its size that a digit, even a thin 1, covers at least
_LEAST_SIDE = 0.5  # of its size that a digit's longer side has at least
_SHORTEST = 8  # pixels that it has at least
_EDGE = 0.35  # ink below this is the soft edge of a stroke, and beyond the box


@dataclass(frozen=True, eq=False)
class Piece:
    """What is probably one digit's ink.

    Attributes:
        ink: (h, w) uint8, cropped.
        left, top: of the crop, in pixels.
        size: the longer side of the whole digit as the net sees it, in pixels.
        sureness: mean of the ink where there is any, 0 to 1.
        digits: (10,) float32, what the net takes it for: mean over its cells of the natural
            logarithm of each digit's probability.
    """

    ink: Uint8Array
    left: int
    top: int
    size: float
    sureness: float
    digits: FloatArray


def gather(traces: Traces, least: float = 0.0, most: float = math.inf) -> list[Piece]:
    """Part the ink into digits.

    Args:
        traces: what the net says of a page.
        least: size below which pieces are left out, in pixels.
        most: size above which they are.
    """
    inked = _ink_of_cells(traces.ink)
    rows, columns = np.nonzero(inked > _LEAST_INK)
    votes, sizes = traces.centers[:, rows, columns], traces.sizes[rows, columns]
    middles = _find_middles(votes, sizes, inked[rows, columns], traces.ink.shape)
    if not len(middles):
        return []
    nearest = _nearest(votes.T, middles)
    near = np.hypot(*(votes.T - middles[nearest]).T) < _FAR * sizes
    owners = np.full(inked.shape, -1, np.int32)
    owners[rows[near], columns[near]] = nearest[near]
    return _cut(traces, owners, len(middles), (least, most))


def _ink_of_cells(ink: FloatArray) -> FloatArray:
    """Pixels of ink in each cell."""
    height, width = ink.shape
    padded = np.pad(ink, ((0, -height % CELL), (0, -width % CELL)))
    size = padded.shape[1] // CELL, padded.shape[0] // CELL
    means = cv2.resize(padded, size, interpolation=cv2.INTER_AREA)
    return np.asarray(means * np.float32(CELL**2), np.float32)


def _find_middles(
    votes: FloatArray, sizes: FloatArray, weights: FloatArray, shape: tuple[int, ...]
) -> FloatArray:
    """(N, 2): where votes gather, strongest first, each far enough from all stronger ones."""
    bins = [int(side // _BIN) + 1 for side in shape]
    columns, rows = (
        np.clip(np.rint(votes[axis] / _BIN), 0, bins[1 - axis] - 1).astype(np.int64)
        for axis in (0, 1)
    )
    flat = rows * bins[1] + columns
    heap = np.bincount(flat, weights, bins[0] * bins[1]).reshape(bins).astype(np.float32)
    spread = np.bincount(flat, weights * sizes, bins[0] * bins[1]).reshape(bins)
    heap = np.asarray(cv2.GaussianBlur(heap, (0, 0), 1.0), np.float32)
    size = cv2.GaussianBlur(spread.astype(np.float32), (0, 0), 1.0) / np.maximum(heap, 1e-6)
    peaks = (heap >= cv2.dilate(heap, np.ones((3, 3), np.uint8))) & (heap > _LEAST_HEAP)
    places = np.argwhere(peaks)
    places = places[np.argsort(-heap[peaks], kind="stable")]
    reaches = _APART * size[tuple(places.T)] / _BIN
    chosen: list[int] = []
    for number, (place, reach) in enumerate(zip(places, reaches, strict=True)):
        if (((places[chosen] - place) ** 2).sum(axis=1) > reach**2).all():
            chosen.append(number)
    return np.asarray(places[chosen][:, ::-1] * _BIN, np.float32)


def _nearest(points: FloatArray, middles: FloatArray) -> npt.NDArray[np.int64]:
    """Of each point the nearest middle."""
    # The squared distance less the point's own square, which is the same for all middles.
    squared = (middles**2).sum(axis=1) - 2 * points @ middles.T
    return np.asarray(squared.argmin(axis=1), np.int64)


def _cut(
    traces: Traces, owners: npt.NDArray[np.int32], count: int, wanted: tuple[float, float]
) -> list[Piece]:
    pieces = []
    rows, columns = np.nonzero(owners >= 0)
    numbers = owners[rows, columns]
    order = np.argsort(numbers, kind="stable")
    starts = np.searchsorted(numbers[order], np.arange(count + 1))
    cells_of = np.bincount(numbers, minlength=count)
    sizes = np.bincount(numbers, traces.sizes[rows, columns], count) / np.maximum(cells_of, 1)
    for number in range(count):
        cells = order[starts[number] : starts[number + 1]]
        size = float(sizes[number])
        if len(cells) and wanted[0] < size < wanted[1]:
            piece = _cut_one(traces, owners, number, rows[cells], columns[cells], size)
            if piece is not None:
                pieces.append(piece)
    return pieces


def _cut_one(
    traces: Traces, owners: npt.NDArray[np.int32], number: int,
    rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], size: float,
) -> Piece | None:  # fmt: skip
    top, left = rows.min(), columns.min()
    where = np.s_[top : rows.max() + 1, left : columns.max() + 1]
    mine = (owners[where] == number).repeat(CELL, axis=0).repeat(CELL, axis=1)
    top, left = top * CELL, left * CELL
    ink = traces.ink[top : top + mine.shape[0], left : left + mine.shape[1]]
    ink = ink * mine[: ink.shape[0], : ink.shape[1]]
    inked = ink > _EDGE
    if not inked.any() or ink.sum() < _LEAST_PIECE * size**2:
        return None
    ys, xs = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if max(np.ptp(ys), np.ptp(xs)) + 1 < max(_SHORTEST, _LEAST_SIDE * size):
        return None
    box = np.s_[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]
    cropped = np.asarray(np.rint(ink[box] * 255), np.uint8)
    return Piece(
        cropped,
        int(left + xs[0]),
        int(top + ys[0]),
        size,
        float(ink[inked].mean()),
        _log_softmax(traces.digits[:, rows, columns]).mean(axis=1),
    )


def _log_softmax(logits: FloatArray) -> FloatArray:
    """Over the first axis; the largest has been taken off before, or their powers overflow."""
    less = logits - logits.max(axis=0)
    return np.asarray(less - np.log(np.exp(less).sum(axis=0)), np.float32)
