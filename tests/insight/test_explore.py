import re
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.data import Dataset, Split
from inkdigits.errors import InputError
from inkdigits.insight import Exploration, explore


@pytest.fixture(scope="module")
def small(uci: Split) -> Split:
    return Split(uci.train.subset(np.arange(147)), uci.test)


@pytest.fixture(scope="module")
def found(small: Split, tmp_path_factory: pytest.TempPathFactory) -> Exploration:
    """A look without scikit-learn, as with a plain install."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "sklearn", None)
        return explore(small, tmp_path_factory.mktemp("explore") / "new")


def test_every_picture_is_a_png_of_a_slides_size(found: Exploration) -> None:
    assert [picture.path.name for picture in found.pictures] == [
        "samples.png",
        "class-balance.png",
        "class-images.png",
        "pixel-intensity.png",
        "digit-matrix.png",
        "principal-components.png",
        "pca-map.png",
    ]
    for picture in found.pictures:
        with Image.open(picture.path) as image:
            assert image.format == "PNG"
            assert image.width >= 1000


def test_captions_tell_the_figures_of_this_data(found: Exploration, small: Split) -> None:
    said = {picture.path.stem: picture.caption for picture in found.pictures}
    assert small.train.labels is not None
    counts = np.bincount(small.train.labels, minlength=10)
    share = f"{counts.max() / len(small.train) * 100:.1f}\N{NO-BREAK SPACE}%"
    assert f"commonest digit is {counts.argmax()} ({share})" in said["class-balance"]
    background = np.mean(small.train.images == 0)
    assert said["pixel-intensity"].startswith(f"{background * 100:.0f}\N{NO-BREAK SPACE}% of all")
    ink = np.count_nonzero(small.train.images[0])
    assert f"{ink} of its 784 numbers are ink" in said["digit-matrix"]
    assert "147 digits to learn from and 500 to be tested on" in said["samples"]


def test_page_needs_no_other_file(found: Exploration) -> None:
    page = found.page.read_text(encoding="utf-8")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert len(addresses) == len(found.pictures)
    assert all(address.startswith("data:image/png;base64,") for address in addresses)
    assert "<script" not in page
    assert "url(" not in page
    assert all(picture.heading in page for picture in found.pictures)


def test_what_scikit_learn_would_draw_is_said_to_be_missing(found: Exploration) -> None:
    assert found.left_out == (
        "The t-SNE map is left out, because it needs scikit-learn: pip install 'inkdigits[train]'.",
    )
    assert "it needs scikit-learn" in found.page.read_text(encoding="utf-8")


@pytest.mark.train
def test_digits_without_labels_and_with_a_hostile_name(small: Split, tmp_path: Path) -> None:
    unknown = replace(small.train, labels=None, name="<script>alert(1)</script>")
    said: list[str] = []
    found = explore(Split(unknown, None), tmp_path, progress=said.append)
    names = {picture.path.stem for picture in found.pictures}
    assert names.isdisjoint({"class-balance", "class-images"})
    assert {"samples", "pca-map", "tsne-map"} <= names
    assert found.left_out[0].startswith("These digits have no labels, so the class balance")
    page = found.page.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "These digits have no labels" in page
    assert said[-1] == "t-SNE map of 147 digits ..."


def test_the_same_seed_draws_the_same_pictures(small: Split, tmp_path: Path) -> None:
    few = Split(small.train.subset(np.arange(9)), None)
    for name in ("first", "second"):
        explore(few, tmp_path / name, seed=5)
    for picture in (tmp_path / "first").glob("*.png"):
        assert picture.read_bytes() == (tmp_path / "second" / picture.name).read_bytes()


def test_few_digits_have_no_map(small: Split, tmp_path: Path) -> None:
    found = explore(Split(small.train.subset(np.arange(3)), None), tmp_path)
    assert found.left_out == (
        "3 digits are too few for principal components and maps, which need 10, so they are left "
        "out.",
    )
    assert "Too few images of each digit" in found.pictures[2].caption


def test_a_name_that_looks_like_a_formula_is_only_a_name(small: Split, tmp_path: Path) -> None:
    odd = replace(small.train.subset(np.arange(3)), name=r"$\frac$")
    found = explore(Split(odd, None), tmp_path)
    assert r"$\frac$: a look at the data" in found.page.read_text(encoding="utf-8")


def test_images_that_are_all_the_same_have_no_map(tmp_path: Path) -> None:
    blank = Dataset(np.zeros((12, 28, 28), np.uint8), None, "blank", "drawn here")
    found = explore(Split(blank, None), tmp_path)
    assert found.left_out[1].startswith("All images are the same, so there is no variance to show")
    assert found.pixels.background == 1.0


def test_no_digits_at_all(tmp_path: Path) -> None:
    empty = Dataset(np.zeros((0, 28, 28), np.uint8), None, "empty", "nowhere")
    with pytest.raises(InputError, match="empty: got no digits, wanted at least one to look at"):
        explore(Split(empty, None), tmp_path / "out")
    assert not (tmp_path / "out").exists()
