from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inkdigits.data import Dataset, Split
from inkdigits.errors import InputError
from inkdigits.insight._balance import draw_balance
from inkdigits.insight._class_images import draw_class_images
from inkdigits.insight._components import principal_components
from inkdigits.insight._components_picture import draw_components
from inkdigits.insight._digit_maps import draw_pca_map, draw_tsne_map
from inkdigits.insight._intensity import draw_intensity
from inkdigits.insight._matrix import draw_matrix
from inkdigits.insight._page import write_page
from inkdigits.insight._picture import Picture
from inkdigits.insight._pixels import PixelStatistics, pixel_statistics
from inkdigits.insight._samples import draw_samples
from inkdigits.insight._tsne import can_draw_tsne

_MAPPED = 3000
"""Digits on a map: enough to see the classes, few enough to see each digit."""

_FEWEST_MAPPED = 10

_NO_LABELS = (
    "These digits have no labels, so the class balance and the mean and standard-deviation images "
    "of each class are left out."
)
_TOO_FEW = (
    "{count} digits are too few for principal components and maps, which need "
    f"{_FEWEST_MAPPED}, so they are left out."
)
_ALL_THE_SAME = (
    "All images are the same, so there is no variance to show: principal components and maps are "
    "left out."
)
_NO_SKLEARN = (
    "The t-SNE map is left out, because it needs scikit-learn: pip install 'inkdigits[train]'."
)


@dataclass(frozen=True)
class Exploration:
    """What `explore` found and wrote.

    Attributes:
        pixels: grey-value statistics of the training part.
        pictures: the pictures, in the order of the page.
        left_out: a sentence for each picture that could not be drawn, and why.
        page: the HTML file with all of them.
    """

    pixels: PixelStatistics
    pictures: tuple[Picture, ...]
    left_out: tuple[str, ...]
    page: Path


def explore(
    split: Split, out: Path, seed: int = 0, progress: Callable[[str], None] | None = None
) -> Exploration:
    """Look at a dataset: draw its pictures, and set them with their lessons on one HTML page.

    Args:
        split: the digits; the training part is shown, the class balance of both parts.
        out: the folder for the PNG files and `explore.html`, made if missing.
        seed: chooses the sample digits and those on the maps, and starts t-SNE.
        progress: called with a few words before each piece of work.

    Raises:
        InputError: there is not one digit to look at.
    """
    if len(split.train) == 0:
        raise InputError(f"{split.train.name}: got no digits, wanted at least one to look at")
    tell = progress or (lambda _: None)
    rng = np.random.default_rng(seed)
    tell("samples and classes ...")
    pictures = [draw_samples(split, rng, out / "samples.png")]
    left_out: list[str] = []
    if split.train.labels is None:
        left_out.append(_NO_LABELS)
    else:
        pictures.append(draw_balance(split, out / "class-balance.png"))
        pictures.append(draw_class_images(split.train, out / "class-images.png"))
    tell("pixels ...")
    pixels = pixel_statistics(split.train.images)
    pictures.append(draw_intensity(pixels, out / "pixel-intensity.png"))
    pictures.append(draw_matrix(split.train, out / "digit-matrix.png"))
    maps, missing = _draw_maps(split.train, out, seed, rng, tell)
    pictures += maps
    left_out += missing
    write_page(out / "explore.html", split, pictures, left_out)
    return Exploration(pixels, tuple(pictures), tuple(left_out), out / "explore.html")


def _draw_maps(
    data: Dataset, out: Path, seed: int, rng: np.random.Generator, tell: Callable[[str], None]
) -> tuple[list[Picture], list[str]]:
    """What rests on the principal components, and a sentence for each part left out."""
    if len(data) < _FEWEST_MAPPED:
        return [], [_TOO_FEW.format(count=len(data))]
    tell("principal components ...")
    components = principal_components(data.images)
    if components.variances[0] < 1e-12:
        return [], [_ALL_THE_SAME]
    chosen = data.subset(rng.permutation(len(data))[:_MAPPED])
    pictures = [
        draw_components(data, components, out / "principal-components.png"),
        draw_pca_map(chosen, components, out / "pca-map.png"),
    ]
    if not can_draw_tsne():
        return pictures, [_NO_SKLEARN]
    tell(f"t-SNE map of {len(chosen):,} digits ...")
    return [*pictures, draw_tsne_map(chosen, components, seed, out / "tsne-map.png")], []
