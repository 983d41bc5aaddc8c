from pathlib import Path

import numpy as np

from inkdigits.arrays import Images, Labels
from inkdigits.data import Split
from inkdigits.evaluation.pictures._style import PAPER_INK, drawing, hide_frame
from inkdigits.insight._picture import Picture, contact_sheet

_ROWS, _COLUMNS, _GAP = 10, 16, 4


def draw_samples(split: Split, rng: np.random.Generator, target: Path) -> Picture:
    """Draw sixteen digits of each class, a row for a class; without labels, 160 of all.

    Args:
        split: the digits; the training part is drawn.
        rng: chooses them.
        target: the PNG file.
    """
    train = split.train
    if train.labels is None:
        chosen = rng.permutation(len(train))[: _ROWS * _COLUMNS]
        images, title = train.images[chosen], f"{len(chosen)} digits of {train.name}"
    else:
        images = _rows_of_classes(train.images, train.labels, rng)
        title = f"How people write ten digits: {train.name}"
    sheet = contact_sheet(images, _COLUMNS, _GAP)
    with drawing(target, height=3.05) as figure:
        axes = figure.add_subplot()
        axes.imshow(sheet, cmap=PAPER_INK, vmin=0, vmax=255, interpolation="antialiased")
        axes.set_title(title, parse_math=False)  # a dataset may be called "$a$"
        hide_frame(axes)
        if train.labels is not None:
            middles = np.arange(_ROWS) * (28 + _GAP) + 14
            axes.set_yticks(middles, [str(digit) for digit in range(10)])
            axes.tick_params(left=False, labelsize=12)
    alt = f"Handwritten digits of {train.name} in {_ROWS} rows"
    return Picture("Samples", _caption(split), alt, target)


def _rows_of_classes(images: Images, labels: Labels, rng: np.random.Generator) -> Images:
    """(160, 28, 28): sixteen of each digit in turn, empty where a class has fewer."""
    grid = np.zeros((_ROWS, _COLUMNS, 28, 28), dtype=np.uint8)
    for digit in range(_ROWS):
        chosen = rng.permutation(np.flatnonzero(labels == digit))[:_COLUMNS]
        grid[digit, : len(chosen)] = images[chosen]
    return grid.reshape(-1, 28, 28)


def _caption(split: Split) -> str:
    parts = f"{len(split.train):,} digits"
    if split.test is not None:
        parts += f" to learn from and {len(split.test):,} to be tested on"
    return f"{parts}, each of them 28 × 28 = 784 grey values from 0 (paper) to 255 (ink)."
