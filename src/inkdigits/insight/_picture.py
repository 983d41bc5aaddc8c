from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import Images, Uint8Array
from inkdigits.evaluation.figures import ReportFigure


@dataclass(frozen=True)
class Picture(ReportFigure):
    """A drawn picture of a dataset; its caption tells what it shows, with figures from the data.

    Attributes:
        wide: whether it holds so much that a phone should scroll it rather than shrink it.
    """

    wide: bool = False


def percent(share: float, decimals: int = 1) -> str:
    """A share (0 to 1) in per cent, held together by a no-break space: "9.7 %"."""
    return f"{100 * share:.{decimals}f}\u00a0%"


def contact_sheet(images: Images, columns: int, gap: int = 4) -> Uint8Array:
    """Set images side by side in rows, with empty paper between them.

    Args:
        images: (N, H, W) uint8, N at least 1.
        columns: images in a row; the last row may be short.
        gap: pixels between two images.

    Returns:
        (rows * (H + gap) - gap, columns * (W + gap) - gap) uint8.
    """
    count, height, width = images.shape
    rows = -(-count // columns)
    sheet = np.zeros((rows * (height + gap), columns * (width + gap)), dtype=np.uint8)
    for place, image in enumerate(images):
        top, left = place // columns * (height + gap), place % columns * (width + gap)
        sheet[top : top + height, left : left + width] = image
    return sheet[: rows * (height + gap) - gap, : columns * (width + gap) - gap]
