from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.errors import InputError, WorkError
from inkdigits.images import write_picture


@pytest.mark.parametrize("shape", [(7, 9), (7, 9, 3)])
def test_png_holds_every_pixel(
    shape: tuple[int, ...], tmp_path: Path, rng: np.random.Generator
) -> None:
    pixels = rng.integers(0, 256, shape, np.uint8)
    write_picture(tmp_path / "new" / "picture.png", pixels)
    with Image.open(tmp_path / "new" / "picture.png") as image:
        np.testing.assert_array_equal(np.asarray(image), pixels)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["picture.png"]


@pytest.mark.parametrize(("name", "form"), [("a.JPG", "JPEG"), ("a.webp", "WEBP")])
def test_the_name_says_the_format(name: str, form: str, tmp_path: Path) -> None:
    pixels = np.full((8, 8, 3), (200, 30, 60), np.uint8)
    write_picture(tmp_path / name, pixels)
    with Image.open(tmp_path / name) as image:
        assert image.format == form
        assert np.abs(np.asarray(image).astype(int) - pixels).max() < 8


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as problem:
        write_picture(tmp_path / "picture.txt", np.zeros((2, 2), np.uint8))
    assert str(problem.value) == (
        f"{tmp_path / 'picture.txt'}: got a name for a picture that does not end in one of .png, "
        ".jpg, .jpeg, .webp; choose one of these"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_picture_too_wide_for_the_format_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkError, match=r"wide.webp: a picture of 20000×2 pixels cannot be"):
        write_picture(tmp_path / "wide.webp", np.zeros((2, 20000), np.uint8))
    assert not (tmp_path / "wide.webp").exists()
