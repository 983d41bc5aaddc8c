from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from inkdigits.arrays import Images
from inkdigits.data import Dataset
from inkdigits.errors import InputError
from inkdigits.evaluation.pictures._style import PAPER_INK, drawing, hide_frame
from inkdigits.insight._picture import Picture, contact_sheet
from inkdigits.preprocess import Augmentation

_DIGITS, _DRAWN, _GAP = 12, 5, 4
_PITCH = 28 + _GAP  # pixels from a digit to the next
_BREAK = 40  # pixels between the two parts, with the second's title

_AMOUNTS: dict[str, Callable[[float], str]] = {
    "rotation": lambda degrees: f"±{degrees:g}°",
    "zoom": lambda share: f"±{100 * share:g} %",
    "scale": lambda share: f"±{100 * share:g} %",
    "shear": lambda slope: f"±{slope:g}",
    "shift": lambda pixels: f"±{pixels:g} px",
    "elastic": lambda alpha: f"α {alpha:g}",
    "stroke": lambda pixels: f"±{pixels:g} px",
    "blur": lambda sigma: f"σ ≤ {sigma:g} px",
    "contrast": lambda loss: f"−{100 * loss:g} %",
    "ground": lambda level: f"≤ {100 * level:g} %",
    "noise": lambda deviation: f"σ ≤ {deviation:g}",
}


def draw_augmentation(
    data: Dataset, name: str, augmentation: Augmentation, target: Path, seed: int = 0
) -> Picture:
    """Draw what an augmentation does to a dozen digits: whole, and each of its kinds alone.

    Args:
        data: the digits.
        name: what the augmentation is called in the title.
        augmentation: with at least one kind on.
        target: the PNG file.
        seed: chooses the digits and draws the variants.

    Raises:
        InputError: there is no digit, or the augmentation changes nothing.
    """
    kinds = augmentation.kinds()
    if not kinds:
        raise InputError(f"got the augmentation {name}, wanted one that changes digits")
    if len(data) == 0:
        raise InputError(f"{data.name}: got no digits, wanted at least one to augment")
    rng = np.random.default_rng(seed)
    digits = data.images[_choose(data, rng)]
    whole = [("original", digits)] + [("drawn", augmentation(digits, rng)) for _ in range(_DRAWN)]
    alone = [(_label(kind, only), only(digits, rng)) for kind, only in kinds.items()]
    with drawing(target, height=0.7 + 0.295 * (len(whole) + len(alone))) as figure:
        _draw_rows(figure.add_subplot(), f"{name}: as a net is shown them", whole, alone)
    caption = (
        f"{len(digits)} digits of {data.name}, {_DRAWN} of their endless variants, and what each "
        f"of the {len(kinds)} kinds does by itself, by an amount drawn from the range named."
    )
    alt = f"Rows of digits changed by the augmentation {name}, then by one kind a row"
    return Picture(f"Augmentation {name}", caption, alt, target)


def _choose(data: Dataset, rng: np.random.Generator) -> npt.NDArray[np.intp]:
    """A dozen digits: one of each class, as far as there are labels, and any others."""
    order = rng.permutation(len(data))
    if data.labels is not None:
        first = np.unique(data.labels[order], return_index=True)[1]
        order = np.concatenate([order[first], np.delete(order, first)])
    return order[:_DIGITS]


def _label(kind: str, alone: Augmentation) -> str:
    amount = _AMOUNTS.get(kind)
    return kind if amount is None else f"{kind} {amount(getattr(alone, kind))}"


def _draw_rows(
    axes: Axes, title: str, whole: list[tuple[str, Images]], alone: list[tuple[str, Images]]
) -> None:
    parts = [
        contact_sheet(np.concatenate([images for _, images in rows]), len(rows[0][1]), _GAP)
        for rows in (whole, alone)
    ]
    # One sheet, so that both parts keep the same columns.
    second = len(parts[0]) + _BREAK
    sheet = np.concatenate([np.pad(parts[0], ((0, _BREAK), (0, 0))), parts[1]])
    axes.imshow(sheet, cmap=PAPER_INK, vmin=0, vmax=255, interpolation="antialiased")
    axes.set_title(title, parse_math=False)
    axes.text(0, second - 10, "Each kind alone", fontsize=11, fontweight="bold")
    hide_frame(axes)
    axes.set_anchor("E")  # room to spare goes to the labels
    middles = [14 + _PITCH * row for row in range(len(whole))]
    middles += [second + 14 + _PITCH * row for row in range(len(alone))]
    axes.set_yticks(middles, [label for label, _ in (*whole, *alone)])
    axes.tick_params(left=False, labelsize=8)
