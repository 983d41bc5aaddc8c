"""What stands beside the numbers: words, signs, ticks and smudges."""

from typing import TypeVar

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.pages._pen import Pen

# What forms and lists have beside their numbers.
_WORDS = (
    "Name", "Date", "Total", "Amount", "Number", "Street", "Remarks", "Sum", "Meter", "Payment",
    "Customer", "Reading", "Fahrt", "Betrag", "Summe", "Datum", "Zweck", "kWh", "EUR", "kg", "km",
)  # fmt: skip
_SIGNS = ("#", "%", "*", "+", "=", "~", "&", "@", ",", "-", ":", ";", "?")
_TRIES = 30

_Array = TypeVar("_Array", FloatArray, Uint8Array)


def scatter(
    paper: FloatArray, cover: FloatArray, height: float, pen: Pen, rng: np.random.Generator
) -> None:
    """Put some of everything where there is no number.

    Args:
        paper: (H, W, 3) float32, 0 to 1; is printed and smudged.
        cover: (H, W) float32, where the numbers are written; the pen's ticks come onto it.
        height: of the digits, in pixels.
        pen: what the ticks are drawn with.
        rng: where the chances come from.
    """
    written = (cover > 0).astype(np.uint8)
    around = np.ones((round(height), round(1.2 * height)), np.uint8)
    taken = np.asarray(cv2.dilate(written, around), np.uint8)
    for _ in range(rng.integers(2, 7)):
        match rng.integers(4):
            case 0:
                _print(paper, taken, _written(_pick(_WORDS, rng), height, rng), rng)
            case 1:
                _print(paper, taken, _written(_pick(_SIGNS, rng), height, rng), rng)
            case 2:
                place = _find(taken, (round(height), round(height)), rng)
                if place:
                    part = _part(cover, place, (round(height), round(height)))
                    np.maximum(part, _tick(round(height), pen, rng), out=part)
            case _:
                _smudge(paper, taken, height, rng)


def _pick(words: tuple[str, ...], rng: np.random.Generator) -> str:
    return words[rng.integers(len(words))]


def _written(text: str, height: float, rng: np.random.Generator) -> FloatArray:
    """A word in print: (H, W) float32."""
    size = height * rng.uniform(0.45, 1.1)
    font = ImageFont.load_default(size)
    left, top, right, bottom = font.getbbox(text)
    canvas = Image.new("L", (round(right - left) + 4, round(bottom - top) + 4))
    ImageDraw.Draw(canvas).text((2 - left, 2 - top), text, fill=255, font=font)
    return np.asarray(canvas, np.float32) / np.float32(255)


def _print(paper: FloatArray, taken: Uint8Array, ink: FloatArray, rng: np.random.Generator) -> None:
    place = _find(taken, ink.shape, rng)
    if place:
        strength = np.float32(rng.uniform(0.5, 0.95))
        _part(paper, place, ink.shape)[...] *= 1 - strength * ink[..., None]


def _find(
    taken: Uint8Array, size: tuple[int, ...], rng: np.random.Generator
) -> tuple[int, int] | None:
    """Top and left of a free place of this size, which is taken then; None where none was found."""
    rows, columns = taken.shape[0] - size[0], taken.shape[1] - size[1]
    if rows <= 0 or columns <= 0:
        return None
    for _ in range(_TRIES):
        place = int(rng.integers(rows)), int(rng.integers(columns))
        part = _part(taken, place, size)
        if not part.any():
            part[...] = 1
            return place
    return None


def _part(array: _Array, place: tuple[int, int], size: tuple[int, ...]) -> _Array:
    return array[place[0] : place[0] + size[0], place[1] : place[1] + size[1]]


def _tick(side: int, pen: Pen, rng: np.random.Generator) -> FloatArray:
    """A tick or a cross: (side, side) float32."""
    ticks = [[[0.15, 0.55], [0.4, 0.85], [0.9, 0.15]]]
    crosses = [[[0.15, 0.15], [0.85, 0.85]], [[0.85, 0.15], [0.15, 0.85]]]
    canvas = np.zeros((side, side), np.uint8)
    for points in ticks if rng.random() < 0.5 else crosses:
        bent = (np.array(points) + rng.normal(0, 0.04, (len(points), 2))) * side * 16
        width = max(1, round(pen.width * side))
        cv2.polylines(canvas, [bent.astype(np.int32)], False, 255, width, cv2.LINE_AA, 4)
    return canvas.astype(np.float32) / np.float32(255)


def _smudge(paper: FloatArray, taken: Uint8Array, height: float, rng: np.random.Generator) -> None:
    """Something dark and soft."""
    side = round(height * rng.uniform(0.4, 1.5))
    place = _find(taken, (side, side), rng)
    if place is None:
        return
    spot = np.zeros((side, side), np.float32)
    axes = (round(side * rng.uniform(0.1, 0.3)), round(side * rng.uniform(0.05, 0.3)))
    cv2.ellipse(spot, (side // 2, side // 2), axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
    soft = max(0.8, side * rng.uniform(0.03, 0.12))
    spot = np.asarray(cv2.GaussianBlur(spot, (0, 0), soft), np.float32)
    _part(paper, place, spot.shape)[...] *= 1 - spot[..., None] * np.float32(rng.uniform(0.1, 0.5))
