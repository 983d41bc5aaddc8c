from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.errors import InputError
from inkdigits.images import TooLargeError, _limits, decode_gray
from tests.images.encoded import bar_page, encode, png_that_claims


@pytest.fixture
def page() -> np.ndarray:
    return bar_page()


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF"])
def test_lossless_formats_give_the_pixels_back(kind: str, page: np.ndarray) -> None:
    assert np.array_equal(decode_gray(encode(Image.fromarray(page), kind)), page)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_lossy_formats_come_close(kind: str, page: np.ndarray) -> None:
    gray = decode_gray(encode(Image.fromarray(page), kind, quality=95))
    assert gray.shape == page.shape
    assert np.abs(gray.astype(int) - page).mean() < 3


def test_path_bytes_and_pixels_agree(page: np.ndarray, tmp_path: Path) -> None:
    content = encode(Image.fromarray(page), "PNG")
    path = tmp_path / "digit.png"
    path.write_bytes(content)
    for source in (path, str(path), content, page):
        assert np.array_equal(decode_gray(source), page)


def test_the_content_counts_and_not_the_name(page: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / "digit.png"
    path.write_bytes(encode(Image.fromarray(page), "BMP"))
    assert np.array_equal(decode_gray(path), page)


def test_colour_becomes_luma() -> None:
    # ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B
    pixels = np.zeros((2, 3, 3), np.uint8)
    pixels[:, 0, 0] = pixels[:, 1, 1] = pixels[:, 2, 2] = 255
    gray = decode_gray(encode(Image.fromarray(pixels), "PNG"))
    assert gray[0].tolist() == [76, 150, 29]


def test_palette_colours_count_and_not_their_numbers(page: np.ndarray) -> None:
    image = Image.fromarray((page < 128).astype(np.uint8)).convert("P")
    image.putpalette([255, 255, 255, 10, 10, 10])
    assert np.array_equal(decode_gray(encode(image, "PNG")), np.where(page < 128, 10, 255))


def test_one_bit(page: np.ndarray) -> None:
    gray = decode_gray(encode(Image.fromarray(page > 128), "PNG"))
    assert np.array_equal(gray, np.where(page > 128, 255, 0))


def test_sixteen_bits_are_brought_to_eight(page: np.ndarray) -> None:
    deep = Image.fromarray(page.astype(np.uint16) * 257)
    assert np.array_equal(decode_gray(encode(deep, "PNG")), page)


def test_twelve_bits_in_sixteen_are_not_black(page: np.ndarray) -> None:
    deep = Image.fromarray(np.rint(page * (4095 / 255)).astype(np.uint16))
    gray = decode_gray(encode(deep, "TIFF"))
    assert np.abs(gray.astype(int) - page).max() <= 1


def test_cmyk(page: np.ndarray) -> None:
    image = Image.fromarray(page).convert("RGB").convert("CMYK")
    gray = decode_gray(encode(image, "JPEG", quality=95))
    assert gray[10, 9] < 60
    assert gray[30, 40] > 200


# What the note says must be done to the stored picture for it to stand upright (EXIF 2.3, 4.6.4).
UPRIGHT = {
    2: np.fliplr,
    3: lambda a: np.rot90(a, 2),
    4: np.flipud,
    5: np.transpose,
    6: lambda a: np.rot90(a, -1),
    7: lambda a: np.rot90(a, 2).T,
    8: np.rot90,
}


@pytest.mark.parametrize("note", UPRIGHT)
def test_the_cameras_rotation_note_is_obeyed(note: int, page: np.ndarray) -> None:
    exif = Image.Exif()
    exif[0x0112] = note
    gray = decode_gray(encode(Image.fromarray(page), "PNG", exif=exif))
    assert np.array_equal(gray, UPRIGHT[note](page))


@pytest.mark.parametrize(("ink", "paper"), [(0, 255), (255, 0)])
def test_strokes_on_transparency_are_laid_on_the_opposite_tone(
    ink: int, paper: int, page: np.ndarray
) -> None:
    layers = np.zeros((*page.shape, 4), np.uint8)
    layers[..., :3] = ink
    layers[..., 3] = np.where(page < 128, 255, 0)
    gray = decode_gray(encode(Image.fromarray(layers), "PNG"))
    assert np.array_equal(gray, np.where(page < 128, ink, paper))


def test_transparent_margins_get_the_papers_own_tone(page: np.ndarray) -> None:
    layers = np.dstack([page, page, page, np.full_like(page, 255)])
    layers[:, 50:] = 0
    gray = decode_gray(encode(Image.fromarray(layers), "PNG"))
    assert np.array_equal(gray, page)


def test_a_picture_that_could_be_transparent_and_is_not_keeps_its_levels(page: np.ndarray) -> None:
    layers = np.dstack([page, page, page, np.full_like(page, 255)])
    for image in (Image.fromarray(layers), Image.fromarray(layers).quantize()):
        assert np.array_equal(decode_gray(encode(image, "PNG")), page)


def test_a_wholly_transparent_picture_is_a_white_page() -> None:
    gray = decode_gray(encode(Image.new("RGBA", (5, 4)), "PNG"))
    assert gray.shape == (4, 5)
    assert (gray == 255).all()


def test_pixels_of_an_unknown_shape_are_refused() -> None:
    with pytest.raises(InputError, match=r"got pixels of shape \(4, 5, 2\) and type uint8"):
        decode_gray(np.zeros((4, 5, 2), np.uint8))


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match="got a folder, wanted one PNG, JPEG, BMP, TIFF, WebP or PDF"
    ):
        decode_gray(tmp_path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.png: no such file; wanted the path of a PNG"):
        decode_gray(tmp_path / "nothing.png")


def test_impossible_path() -> None:
    with pytest.raises(InputError, match=r"no such file|cannot be read"):
        decode_gray("digit\0.png")


@pytest.mark.parametrize(("width", "height"), [(40_000, 40_000), (9000, 9000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(
    width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = []
    monkeypatch.setattr(Image.Image, "load", lambda image: decoded.append(image))
    message = rf"of ({width}×{height}|far too many) pixels, wanted at"
    with pytest.raises(TooLargeError, match=message):
        decode_gray(png_that_claims(width, height))
    assert decoded == []


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch, page: np.ndarray) -> None:
    monkeypatch.setattr(_limits, "MAX_BYTES", 2**20)
    with pytest.raises(InputError, match="got more than 1 MiB, wanted a smaller file"):
        decode_gray(encode(Image.fromarray(page), "PNG") + bytes(2**20))
