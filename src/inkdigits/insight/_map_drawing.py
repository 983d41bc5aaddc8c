from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from inkdigits.arrays import FloatArray, Images, Labels
from inkdigits.evaluation.pictures._style import TEXT, WIDTH, drawing, hide_frame

# After Paul Tol's "muted" set (https://sronpersonalpages.nl/~pault/), which people with any colour
# vision can tell apart; its two palest made darker, for thin strokes on white. The number in each
# cluster says it again.
_CLASS_COLOURS = (
    "#332288", "#3C9FCB", "#44AA99", "#117733", "#999933",
    "#C2A33D", "#CC6677", "#882255", "#AA4499", "#777777",
)  # fmt: skip
_PIXELS = 1400  # edge of the canvas the digits are laid out on
_SMALLEST, _LARGEST = 30, 56  # edge of one digit on it, where there are 3,000 and where few
_NUMBER = 90.0  # breadth of the circle that a cluster's number stands in


def draw_map(
    images: Images,
    labels: Labels | None,
    points: FloatArray,
    title: str,
    axis_labels: tuple[str, str] | None,
    target: Path,
) -> None:
    """Draw every digit as itself at its place on a map, in the colour of its class.

    Args:
        images: (N, 28, 28) uint8.
        labels: (N,) uint8; None draws all in one colour.
        points: (N, 2) float32, where they lie; one unit is as long across as down.
        title: what is seen.
        axis_labels: what the two axes mean; None where they mean nothing.
        target: the PNG file.
    """
    edge = int(np.clip(_SMALLEST * np.sqrt(3000 / len(points)), _SMALLEST, _LARGEST))
    places = _places(points, edge)
    canvas = _canvas(images, labels, places, edge)
    height = WIDTH * canvas.shape[0] / canvas.shape[1] + 0.35
    with drawing(target, height=height if axis_labels is None else height + 0.1) as figure:
        axes = figure.add_subplot()
        axes.imshow(canvas, interpolation="antialiased")
        hide_frame(axes)
        axes.set_title(title)
        if axis_labels is not None:
            axes.set(xlabel=axis_labels[0], ylabel=axis_labels[1])
        if labels is not None:
            _number_clusters(axes, labels, places + edge // 2)


def _places(points: FloatArray, edge: int) -> npt.NDArray[np.intp]:
    """(N, 2) rows and columns of the digits' top left corners, the longer side _PIXELS long."""
    low, high = points.min(axis=0), points.max(axis=0)
    scale = (_PIXELS - edge) / max(float((high - low).max()), 1e-9)
    across, up = points[:, 0] - low[0], high[1] - points[:, 1]  # the second axis points up
    return np.asarray(np.stack([up, across], axis=1) * scale, dtype=np.intp)


def _canvas(
    images: Images, labels: Labels | None, places: npt.NDArray[np.intp], edge: int
) -> npt.NDArray[np.float64]:
    """(H, W, 3) in [0, 1]: white paper, each digit's ink in its class's colour."""
    height, width = places.max(axis=0) + edge
    canvas = np.ones((height, width, 3))
    for number, (top, left) in enumerate(places):
        colour = TEXT if labels is None else _CLASS_COLOURS[labels[number]]
        small = cv2.resize(images[number], (edge, edge), interpolation=cv2.INTER_AREA)
        ink = small[..., None] / 255.0
        under = canvas[top : top + edge, left : left + edge]
        under[:] = under * (1 - ink) + np.array(to_rgb(colour)) * ink
    return canvas


def _number_clusters(axes: Axes, labels: Labels, centres: npt.NDArray[np.intp]) -> None:
    digits = np.unique(labels)
    middles = np.array([_middle(centres[labels == digit]) for digit in digits])
    for digit, (row, column) in zip(digits, _apart(middles.astype(np.float64)), strict=True):
        axes.text(
            column,
            row,
            str(digit),
            color=_CLASS_COLOURS[digit],
            fontsize=14,
            fontweight="bold",
            ha="center",
            va="center",
            bbox={
                "boxstyle": "circle,pad=0.15",
                "facecolor": "white",
                "linewidth": 1.5,
                "edgecolor": _CLASS_COLOURS[digit],
            },
        )


def _apart(places: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Push the numbers of neighbouring clusters apart until none covers another."""
    places = places.copy()
    order = np.arange(len(places))
    for _ in range(100):
        ways = places[:, None] - places[None]
        distances = np.linalg.norm(ways, axis=-1)
        overlap = np.maximum(_NUMBER - distances, 0.0)
        np.fill_diagonal(overlap, 0.0)
        if not overlap.any():
            break
        # Two in the very same place part along the row, the later to the right.
        ways[..., 1] += np.where(distances == 0, np.sign(order[:, None] - order), 0)
        directions = ways / np.maximum(distances, 1.0)[..., None]
        places += (directions * overlap[..., None]).sum(axis=1) / 2
    return places


def _middle(places: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The member of a class that has a third of it nearest about itself.

    The mean would fall between the halves of a class that lies in two places.
    """
    distances = np.linalg.norm(places[:, None] - places[None], axis=-1)
    return np.asarray(places[np.quantile(distances, 1 / 3, axis=1).argmin()])
