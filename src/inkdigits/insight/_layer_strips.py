from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import SubFigure
from matplotlib.patches import Rectangle

from inkdigits.arrays import FloatArray
from inkdigits.evaluation.pictures._style import BLUE, ORANGE, RULE
from inkdigits.insight._activations import LayerOutput, NetView

_MAPS = 16  # pictures in a strip
_UNITS = 100  # units of a dense layer in a row
_STEP = 1.06  # from one picture to the next, where a picture is 1 wide
_TITLE = 0.46  # inches

_SIGNED = LinearSegmentedColormap.from_list("negative to positive", [ORANGE, "white", BLUE])
_POSITIVE = LinearSegmentedColormap.from_list("none to much", ["white", BLUE, "#00263D"])


@dataclass(frozen=True)
class Strip:
    """A row of small pictures, all on one scale of colour.

    Attributes:
        title: what they are.
        pictures: (count, height, width) float32; NaN is left blank.
    """

    title: str
    pictures: FloatArray

    @property
    def span(self) -> float:
        """Width in pictures; the same in every strip of several, so that they line up."""
        return 1.0 if len(self.pictures) == 1 else (_MAPS - 1) * _STEP + 1.0

    def height(self, width: float) -> float:
        """Inches needed where `width` inches are there."""
        _, rows, columns = self.pictures.shape
        return float(_TITLE + width / self.span * rows / columns)


def strips_of(view: NetView) -> list[Strip]:
    """What there is to see in a net, first layer first.

    Of many maps the most active are chosen; a pooling shows the maps of the convolution before it,
    so that each stands under the one it was made from, and this under its filter.
    """
    first = view.layers[0]
    chosen = _most_active(first)
    strips = [Strip(_title_of_weights(view), np.moveaxis(view.weights, -1, 0)[chosen])]
    for layer in view.layers:
        if layer.kind == "dense":
            strips.append(_strip_of_units(layer))
            continue
        if layer.kind == "convolution":
            chosen = _most_active(layer)
        strips.append(_strip_of_maps(layer, chosen))
    return strips


def draw_strip(part: SubFigure, strip: Strip) -> None:
    """Draw a strip over the whole width of its part of the figure."""
    top = float(np.nanmax(np.abs(strip.pictures))) or 1.0
    signed = bool(np.nanmin(strip.pictures) < 0)
    title = f"{strip.title} (blue: positive, orange: negative)" if signed else strip.title
    part.suptitle(title, x=0.012, ha="left", fontsize=10, fontweight="bold")
    axes = part.add_subplot()
    _, rows, columns = strip.pictures.shape
    tall = rows / columns
    for place, picture in enumerate(strip.pictures):
        left = place * _STEP
        axes.imshow(
            picture,
            cmap=_SIGNED if signed else _POSITIVE,
            vmin=-top if signed else 0.0,
            vmax=top,
            extent=(left, left + 1, 0, tall),
        )
        axes.add_patch(Rectangle((left, 0), 1, tall, fill=False, edgecolor=RULE, linewidth=0.8))
    axes.set_xlim(-0.01, strip.span + 0.01)
    axes.set_ylim(-0.01, tall + 0.01)
    axes.set_axis_off()


def _most_active(layer: LayerOutput) -> npt.NDArray[np.intp]:
    return np.argsort(-layer.activity, kind="stable")[:_MAPS]


def _title_of_weights(view: NetView) -> str:
    layer, (height, width, count) = view.layers[0], view.weights.shape
    owners = "filters" if view.is_convolutional else "units"
    chosen = f"all {count}" if count <= _MAPS else f"{_MAPS} of {count}"
    return f"Weights of {layer.name}: {height} × {width}, {chosen} {owners}, the most active first"


def _strip_of_maps(layer: LayerOutput, chosen: npt.NDArray[np.intp]) -> Strip:
    height, width, count = layer.values.shape
    number = f"all {count} maps" if count <= _MAPS else f"{_MAPS} of {count} maps"
    order = "the same as above" if layer.kind == "pooling" else "the most active first"
    return Strip(
        f"After {layer.name}: {height} × {width}, {number}, {order}",
        np.moveaxis(layer.values, -1, 0)[chosen],
    )


def _strip_of_units(layer: LayerOutput) -> Strip:
    """All units as one picture, 64 in a row."""
    (count,) = layer.values.shape
    columns = min(count, _UNITS)
    rows = -(-count // columns)
    cells = np.full(rows * columns, np.nan, dtype=np.float32)
    cells[:count] = layer.values
    return Strip(
        f"What the {count} units of {layer.name} put out",
        cells.reshape(1, rows, columns),
    )
