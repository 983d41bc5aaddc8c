"""The font faces that glyphs are drawn in, one set for training and another for testing."""

import functools
import importlib.util
from pathlib import Path
from typing import Literal, TypeAlias

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.data.non_digits._field import CANVAS
from inkdigits.errors import InputError
from inkdigits.preprocess import crop, signed_distance, stroke_width

Part: TypeAlias = Literal["train", "test"]

# No family of type stands in both parts. "Pillow" is the face that Pillow carries, the others come
# with matplotlib. OpenCV's are not used: version 5 has others under the same names as version 4.
FACES: dict[Part, tuple[str, ...]] = {
    "train": (
        "DejaVuSans",
        "DejaVuSans-Oblique",
        "DejaVuSansMono",
        "DejaVuSansMono-Oblique",
        "DejaVuSerif",
        "DejaVuSerif-Italic",
    ),
    "test": ("Pillow", "STIXGeneral", "STIXGeneralItalic", "cmr10", "cmss10", "cmtt10"),
}

# Here the rings of the per cent sign stand one above the other, as in an 8.
_MISLEADING = {("%", "DejaVuSansMono"), ("%", "DejaVuSansMono-Oblique")}

_RASTER = 112
_SCALE = CANVAS / _RASTER
_GLYPH = 80  # the glyph's longest side within the raster; the rest is room to bend


@functools.cache
def glyph_outlines(part: Part, glyphs: str) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Every glyph in every face of a part, as distances, from which any stroke width can be drawn.

    Args:
        part: "train" or "test".
        glyphs: the characters.

    Returns:
        (N, 56, 56) float32: distance in pixels to the outline, negative in the ink; (N,) float32:
        mean stroke width in pixels; and (N,) float32: the width at which the strokes would fill
        two fifths of the glyph's box and run together. N is faces x glyphs, but for a few.

    Raises:
        InputError: matplotlib, whose fonts are needed, is not installed.
    """
    pictures = [
        _draw(face, glyph)
        for face in FACES[part]
        for glyph in glyphs
        if (glyph, face) not in _MISLEADING
    ]
    distances = np.stack([_distance(picture) for picture in pictures])
    widths = [stroke_width(picture) * _SCALE for picture in pictures]
    lengths = [(ink < 0).sum() / width for ink, width in zip(distances, widths, strict=True)]
    boxes = [crop(picture).size * _SCALE**2 for picture in pictures]
    thickest = [0.4 * box / length for box, length in zip(boxes, lengths, strict=True)]
    return distances, np.array(widths, np.float32), np.array(thickest, np.float32)


def _draw(face: str, glyph: str) -> Uint8Array:
    """One glyph, 80 pixels large in the middle of 112."""
    ink = crop(_write(face, glyph))
    scale = _GLYPH / max(ink.shape)
    width, height = (max(1, round(side * scale)) for side in ink.shape[::-1])
    raster = np.zeros((_RASTER, _RASTER), np.uint8)
    left, top = (_RASTER - width) // 2, (_RASTER - height) // 2
    raster[top : top + height, left : left + width] = cv2.resize(
        ink, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    )
    return raster


def _write(face: str, glyph: str) -> Uint8Array:
    canvas = Image.new("L", (240, 240))
    font = ImageFont.load_default(100) if face == "Pillow" else _font(face)
    ImageDraw.Draw(canvas).text((60, 50), glyph, fill=255, font=font)
    return np.asarray(canvas)


@functools.cache
def _font(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_folder() / f"{face}.ttf"), 100)


def font_folder() -> Path:
    """Where matplotlib's fonts lie.

    Raises:
        InputError: matplotlib is not installed.
    """
    spec = importlib.util.find_spec("matplotlib")  # found, not imported: that takes a second
    if spec is None or spec.origin is None:
        raise InputError(
            "non-digits are drawn with the fonts that come with matplotlib, which is not "
            "installed; pip install 'inkdigits[train]'"
        )
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


def _distance(raster: Uint8Array) -> FloatArray:
    """To the outline, in pixels of the canvas."""
    small = cv2.resize(signed_distance(raster), (CANVAS, CANVAS), interpolation=cv2.INTER_AREA)
    return np.asarray(small * _SCALE, np.float32)
