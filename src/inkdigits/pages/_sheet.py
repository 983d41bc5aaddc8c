"""What happens to a sheet of paper: folds, writing that shows through, a table under it."""

import cv2
import numpy as np

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.pages._color import Color
from inkdigits.pages._grain import absorb, clouds, grain
from inkdigits.pages._scrawl import scrawl
from inkdigits.pages._words import WORDS, penned

_TABLES: tuple[Color, ...] = (
    (0.12, 0.11, 0.11),
    (0.36, 0.24, 0.15),  # wood
    (0.55, 0.40, 0.26),
    (0.70, 0.56, 0.40),
    (0.45, 0.46, 0.48),
    (0.20, 0.28, 0.36),
    (0.30, 0.38, 0.28),
    (0.62, 0.25, 0.22),
)
Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


def fold(paper: FloatArray, rng: np.random.Generator) -> None:
    """Crease the sheet once or twice: a thin line, light beside dark, and a change of tone."""
    height, width = paper.shape[:2]
    for _ in range(rng.integers(1, 3)):
        angle = rng.choice([0.0, np.pi / 2, rng.uniform(0, np.pi)]) + rng.normal(0, 0.03)
        middle = rng.uniform(0.15, 0.85, 2) * [width, height]
        x = (np.arange(width, dtype=np.float32) - middle[0]) * np.float32(np.cos(angle))
        y = (np.arange(height, dtype=np.float32) - middle[1]) * np.float32(np.sin(angle))
        across = y[:, None] + x[None, :]
        sharp = np.float32(rng.uniform(1.0, 4.0))
        tone = 1 + np.clip(across / (20 * sharp), -1, 1) * np.float32(rng.normal(0, 0.04))
        near = np.abs(across) < 4 * sharp
        slope = across[near] / sharp
        tone[near] += np.exp(-slope * slope) * slope * np.float32(rng.uniform(0.05, 0.4))
        for channel in range(3):
            paper[..., channel] *= tone


def show_through(paper: FloatArray, height: float, rng: np.random.Generator) -> None:
    """Let what is written on the back be seen, mirrored, faint and soft.

    Args:
        paper: (H, W, 3) float32, 0 to 1; is changed.
        height: of the letters there, in pixels.
        rng: where the chances come from.
    """
    rows, columns = paper.shape[:2]
    back = np.zeros((rows, columns), np.float32)
    pen = max(1.2, rng.uniform(0.08, 0.15) * height)
    top = rng.uniform(0, 2) * height
    while top < rows:
        left = rng.uniform(0, 3) * height
        while left < columns:
            if rng.random() < 0.6:
                word = scrawl(0.5 * height, pen, rng)
            else:
                word = penned(WORDS[rng.integers(len(WORDS))], "train", 0.8 * height, pen, rng)
            part = back[round(top) :, round(left) :][: word.shape[0], : word.shape[1]]
            np.maximum(part, word[: part.shape[0], : part.shape[1]], out=part)
            left += word.shape[1] + rng.uniform(0.4, 3) * height
        top += rng.uniform(1.6, 3) * height
    soft = cv2.GaussianBlur(back[:, ::-1], (0, 0), max(0.8, rng.uniform(0.02, 0.1) * height))
    faint = np.float32(rng.uniform(0.05, 0.22))
    absorb(paper, np.asarray(soft, np.float32) * faint, (0.15, 0.15, 0.3))


def lay_on_table(paper: FloatArray, sheet: Rectangle, rng: np.random.Generator) -> None:
    """Show a table wherever the sheet ends, and the sheet's shadow on it.

    Args:
        paper: (H, W, 3) float32, 0 to 1, paper everywhere; is changed.
        sheet: where it is left as it is.
        rng: draws the table.
    """
    height, width = paper.shape[:2]
    color = _TABLES[rng.integers(len(_TABLES))]
    tone = 1 + 0.02 * grain((height, width), rng)
    if rng.random() < 0.6:  # wood: streaks along one way
        streaks = rng.standard_normal((height, 4 + width // 150), np.float32)
        soft = cv2.GaussianBlur(streaks, (0, 0), sigmaX=0.1, sigmaY=rng.uniform(0.8, 4))
        stretched = cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC)
        tone += stretched * np.float32(rng.uniform(0.03, 0.15))
    tone += clouds((height, width), 60, rng) * np.float32(rng.uniform(0, 0.08))
    on_table = table_mask((height, width), sheet)
    shadow = cv2.GaussianBlur(1 - on_table.astype(np.float32), (0, 0), rng.uniform(1.5, 8))
    tone *= 1 - shadow * np.float32(rng.uniform(0.2, 0.9))
    bare = on_table > 0
    for channel, level in enumerate(color):
        paper[..., channel][bare] = np.clip(tone[bare] * np.float32(level), 0, 1)


def table_mask(shape: tuple[int, int], sheet: Rectangle) -> Uint8Array:
    """(H, W) uint8: 1 beyond the sheet."""
    mask = np.ones(shape, np.uint8)
    left, top, right, bottom = (max(0, side) for side in sheet)
    mask[top:bottom, left:right] = 0
    return mask


def light_on_dark(paper: FloatArray, rng: np.random.Generator) -> FloatArray:
    """The same with chalk on a board, or as a screen that shows light on dark.

    Args:
        paper: (H, W, 3) float32, 0 to 1, dark on light.
        rng: draws the board.
    """
    boards: tuple[Color, ...] = ((0.1, 0.2, 0.16), (0.09, 0.09, 0.1), (0.12, 0.17, 0.25))
    if rng.random() < 0.3:  # a screen
        turned = 1 - paper * np.float32(rng.uniform(0.85, 1.0))
        return np.asarray(turned, np.float32)
    board = np.array(boards[rng.integers(len(boards))], np.float32) * np.float32(
        rng.uniform(0.7, 1.6)
    )
    chalk = np.array([0.95, 0.95, 0.92], np.float32) * np.float32(rng.uniform(0.75, 1.0))
    shape = paper.shape[0], paper.shape[1]
    wiped = clouds(shape, 40, rng) * np.float32(rng.uniform(0, 0.05)) + 0.01 * grain(shape, rng)
    gray = np.minimum(np.minimum(paper[..., 0], paper[..., 1]), paper[..., 2])
    bare = max(0.2, float(np.median(gray[::5, ::5])))
    ink = np.clip(1.15 - np.float32(1.15 / bare) * gray, 0, 1)
    planes = [
        np.clip(dark + wiped + ink * (light - dark), 0, 1)
        for dark, light in zip(board, chalk, strict=True)
    ]
    return np.asarray(cv2.merge(planes), np.float32)
