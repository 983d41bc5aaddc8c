"""One page from whatever holds one, and what is said of whatever does not."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.errors import InputError
from inkdigits.images import UnknownFormatError, _limits, decode_gray, decode_pages
from tests.images.encoded import bar_page, encode, encode_all, png_that_claims

KINDS = ["PNG", "JPEG", "WEBP", "BMP", "TIFF", "PDF"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_one_page(kind: str, tmp_path: Path) -> None:
    settings = {"resolution": 300} if kind == "PDF" else {}
    path = tmp_path / "page"
    path.write_bytes(encode(Image.fromarray(bar_page()), kind, **settings))
    for source in (path, str(path), path.read_bytes()):
        (page,) = decode_pages(source)
        assert (page.number, page.count) == (1, 1)
        assert page.gray.dtype == np.uint8
        assert page.gray.shape == (40, 60)
        assert np.abs(page.gray.astype(int) - bar_page()).mean() < 4
        assert np.array_equal(decode_gray(source), page.gray)


@pytest.mark.parametrize(
    "bring",
    [lambda gray: gray, lambda gray: np.dstack([gray] * 3), lambda gray: gray[:, ::-1][:, ::-1]],
    ids=["grey", "RGB", "view"],
)
def test_pixels_are_one_page(bring: Callable[[np.ndarray], np.ndarray]) -> None:
    (page,) = decode_pages(bring(bar_page()))
    assert (page.number, page.count) == (1, 1)
    assert np.array_equal(page.gray, bar_page())


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_taken(kind: str) -> None:
    frames = [Image.fromarray(bar_page()), Image.new("L", (60, 40), 128)]
    (page,) = decode_pages(encode_all(frames, kind, lossless=True))
    assert np.array_equal(page.gray, bar_page())


def test_a_photo_behind_a_preview_is_not_a_second_page() -> None:
    (page,) = decode_pages(encode_all([Image.fromarray(bar_page())] * 2, "MPO"))
    assert page.gray.shape == (40, 60)


def test_nothing_is_opened_before_the_first_page_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "late.png"
    pages = decode_pages(path)
    path.write_bytes(encode(Image.fromarray(bar_page()), "PNG"))
    assert len(list(pages)) == 1


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
@pytest.mark.parametrize("kind", KINDS)
def test_truncated_files(kind: str, share: float, tmp_path: Path, rng: np.random.Generator) -> None:
    content = encode(Image.fromarray(rng.integers(0, 256, (40, 60), np.uint8)), kind)
    path = tmp_path / "cut.jpg"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(InputError, match=r"cut\.jpg: got a damaged or incomplete image") as caught:
        list(decode_pages(path))
    assert "\n" not in str(caught.value)


def test_a_png_is_held_against_its_checksums(rng: np.random.Generator) -> None:
    pixels = rng.integers(0, 256, (40, 60), np.uint8)
    # Stored as they are: no change to them makes them undecodable.
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=0)
    content = bytearray(file.getvalue())
    content[len(content) // 2] ^= 1
    with pytest.raises(InputError, match=r"damaged or incomplete image \(.*checksum in b'IDAT'\)"):
        list(decode_pages(bytes(content)))


@pytest.mark.parametrize("mark", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"II*\0", b"%PDF-"])
def test_a_beginning_alone_is_damaged(mark: bytes) -> None:
    for content in (mark, mark + b"\0\1\2" * 50):
        with pytest.raises(InputError, match=r"^the image: got a damaged or incomplete image"):
            list(decode_pages(content))


def test_text_named_jpg(tmp_path: Path) -> None:
    path = tmp_path / "page.jpg"
    path.write_text("seven, honestly")
    with pytest.raises(UnknownFormatError) as caught:
        list(decode_pages(path))
    assert str(caught.value) == (
        f"{path}: got a file that starts with b'seven, h', which is none of the formats wanted: "
        "PNG, JPEG, BMP, TIFF, WebP or PDF; convert it to one of them"
    )


def test_empty_files_folders_and_missing_files(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    for name, message in (
        ("empty.pdf", r"empty\.pdf: got an empty file, wanted a PNG, .* or PDF file; save it"),
        ("", "got a folder, wanted one PNG"),
        ("nothing.tif", r"nothing\.tif: no such file; wanted the path of a PNG"),
    ):
        with pytest.raises(InputError, match=message):
            list(decode_pages(tmp_path / name))


def bmp_that_claims(width: int, height: int) -> bytes:
    content = bytearray(encode(Image.new("L", (8, 8)), "BMP"))
    content[18:26] = width.to_bytes(4, "little") + height.to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize("claim", [png_that_claims, bmp_that_claims])
def test_too_many_pixels(claim: Callable[[int, int], bytes]) -> None:
    with pytest.raises(InputError, match=r"got an image of 9000×9000 pixels, wanted at most 67 "):
        list(decode_pages(claim(9000, 9000)))


@pytest.mark.parametrize(
    ("kind", "cure"), [("TIFF", "split it into several files"), ("PDF", "split it into several")]
)
def test_a_document_may_be_larger_than_a_picture(
    kind: str, cure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "document"
    path.write_bytes(encode(Image.fromarray(bar_page()), kind))
    size = path.stat().st_size
    monkeypatch.setattr(_limits, "MAX_BYTES", 1)
    monkeypatch.setattr(_limits, "MAX_DOCUMENT_BYTES", size)
    assert len(list(decode_pages(path))) == 1
    monkeypatch.setattr(_limits, "MAX_DOCUMENT_BYTES", size - 1)
    for source in (path, path.read_bytes()):
        with pytest.raises(InputError, match=rf"got more than 0 MiB, wanted a smaller .*; {cure}"):
            list(decode_pages(source))
