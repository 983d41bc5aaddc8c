"""From a drawing at twice the size to the field that a recognizer is shown."""

import cv2
import numpy as np

from inkdigits.arrays import Images, Uint8Array
from inkdigits.preprocess import AffineRange, augment_affine, augment_elastic, crop, place

CANVAS = 56
SIDE = 28

_CENTRED = 0.7  # share of the drawings that stand as MNIST's digits do
_FAINTEST = 24  # what bending leaves of an edge below this is no ink
_BENDS = AffineRange(rotation=14, scale=0.15, shear=0.25, shift=0)


def settle(canvases: Uint8Array, rng: np.random.Generator) -> Images:
    """Bend drawings as a hand does, and put them into fields.

    Seven in ten stand as MNIST's digits do, 20 pixels large with the centre of mass in the middle;
    the others have any size from 10 to 26 pixels and stand anywhere.

    Args:
        canvases: (N, 56, 56) uint8, ink bright (255) on 0, none of them empty.
        rng: where the chances come from.
    """
    bent = augment_affine(canvases, rng, _BENDS)
    # Twice Simard's stiffness, since the canvas is twice as large; 1.6 pixels on average.
    bent = augment_elastic(bent, rng, alpha=80, sigma=8)
    bent[bent < _FAINTEST] = 0
    fields = np.zeros((len(bent), SIDE, SIDE), np.uint8)
    centred = rng.random(len(bent)) < _CENTRED
    for field, drawing, in_the_middle in zip(fields, bent, centred, strict=True):
        ink = crop(drawing)
        field[:] = place(ink) if in_the_middle else _anywhere(ink, rng)
    return fields


def _anywhere(ink: Uint8Array, rng: np.random.Generator) -> Uint8Array:
    scale = rng.uniform(10, 26) / max(ink.shape)
    width, height = (max(1, round(side * scale)) for side in ink.shape[::-1])
    small = cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA)
    left, top = rng.integers(SIDE - width + 1), rng.integers(SIDE - height + 1)
    field = np.zeros((SIDE, SIDE), np.uint8)
    field[top : top + height, left : left + width] = small
    return field
