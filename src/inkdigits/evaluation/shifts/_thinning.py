"""Strokes thinned to lines one pixel wide, 64 pixels at a time."""

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Uint8Array

_Bits = npt.NDArray[np.uint64]
"""(N, H): each row of a picture as one number, its column c as bit c."""


def thin(ink: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Take strokes off from both sides until a line is left, as connected as the strokes were.

    Guo and Hall, "Parallel thinning with two-subiteration algorithms", CACM 32, 1989, p. 359,
    algorithm A1, on whole rows as bits of a number.

    Args:
        ink: (N, H, W), W at most 64.

    Returns:
        (N, H, W), part of `ink`.
    """
    width = ink.shape[2]
    padded = np.pad(ink, ((0, 0), (0, 0), (0, 64 - width)))
    rows: _Bits = np.packbits(padded, axis=2, bitorder="little").view("<u8")[:, :, 0]
    while True:
        thinner = rows
        for first in (True, False):
            thinner = thinner & ~_removable(thinner, first)
        if (thinner == rows).all():
            break
        rows = thinner
    octets: Uint8Array = np.ascontiguousarray(rows)[:, :, None].view(np.uint8)
    return np.unpackbits(octets, axis=2, bitorder="little", count=width).astype(bool)


def _removable(rows: _Bits, first: bool) -> _Bits:
    """Which pixels one of the two subiterations may take away."""
    one = np.uint64(1)
    padded = np.pad(rows, ((0, 0), (1, 1)))
    above, below = padded[:, :-2], padded[:, 2:]
    # The eight neighbours as the paper numbers them: 2 is above, and on clockwise to 9.
    n2, n3, n4, n5 = above, above >> one, rows >> one, below >> one
    n6, n7, n8, n9 = below, below << one, rows << one, above << one
    runs = (~n2 & (n3 | n4), ~n4 & (n5 | n6), ~n6 & (n7 | n8), ~n8 & (n9 | n2))
    pairs = ((n9 | n2, n3 | n4, n5 | n6, n7 | n8), (n2 | n3, n4 | n5, n6 | n7, n8 | n9))
    some, several = _count(runs)
    keeps_connection = some & ~several
    no_end = _count(pairs[0])[1] & _count(pairs[1])[1]
    inside = _all(pairs[0]) & _all(pairs[1])
    side = (n6 | n7 | ~n9) & n8 if first else (n2 | n3 | ~n5) & n4
    removable: _Bits = keeps_connection & no_end & ~inside & ~side
    return removable


def _count(planes: tuple[_Bits, ...]) -> tuple[_Bits, _Bits]:
    """Where at least one, and where at least two of the planes are set."""
    some = several = np.zeros_like(planes[0])
    for plane in planes:
        several = several | (some & plane)
        some = some | plane
    return some, several


def _all(planes: tuple[_Bits, ...]) -> _Bits:
    return planes[0] & planes[1] & planes[2] & planes[3]
