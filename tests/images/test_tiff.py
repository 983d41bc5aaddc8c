import struct

import numpy as np
import pytest
from PIL import Image

from inkdigits.errors import InputError
from inkdigits.images import _limits, decode_gray, decode_pages
from tests.images.encoded import bar_page, encode_all

RAW, LZW = None, "tiff_lzw"


def three_pages() -> tuple[list[Image.Image], list[np.ndarray]]:
    """Pages of different sizes and modes, and their grey levels."""
    small, deep = bar_page(30, 24), bar_page(50, 20)
    pages = [
        Image.fromarray(bar_page() > 128),
        Image.fromarray(np.dstack([small] * 3)),
        Image.fromarray(deep.astype(np.uint16) * 257),
    ]
    return pages, [np.where(bar_page() > 128, 255, 0), small, deep]


def directories(content: bytes) -> list[int]:
    """Where the directories lie of a little-endian TIFF that is whole."""
    (place,), places = struct.unpack_from("<L", content, 4), []
    while place:
        places.append(place)
        (entries,) = struct.unpack_from("<H", content, place)
        (place,) = struct.unpack_from("<L", content, place + 2 + 12 * entries)
    return places


def with_number(content: bytes, number_format: str, place: int, number: int) -> bytes:
    changed = bytearray(content)
    struct.pack_into(number_format, changed, place, number)
    return bytes(changed)


@pytest.mark.parametrize("big", [False, True], ids=["classic", "BigTIFF"])
@pytest.mark.parametrize("compression", [RAW, LZW, "tiff_adobe_deflate", "packbits"])
def test_every_page_comes_in_its_own_size_and_mode(compression: str | None, big: bool) -> None:
    images, expected = three_pages()
    content = encode_all(images, "TIFF", compression=compression, big_tiff=big)
    decoded = list(decode_pages(content))
    assert [(page.number, page.count) for page in decoded] == [(1, 3), (2, 3), (3, 3)]
    for page, gray in zip(decoded, expected, strict=True):
        assert page.gray.dtype == np.uint8
        assert np.array_equal(page.gray, gray)
    assert np.array_equal(decode_gray(content), expected[0])


def test_big_endian() -> None:
    # By hand, as Motorola orders bytes: header, then two pages of 2×1 pixels (TIFF 6.0, 2).
    def directory(place: int, levels: bytes, following: int) -> bytes:
        fields = [(256, 2), (257, 1), (258, 8), (259, 1), (262, 1), (273, place + 102), (279, 2)]
        entries = b"".join(struct.pack(">HHLL", tag, 4, 1, value) for tag, value in fields)
        body = struct.pack(">H", len(fields)) + entries + struct.pack(">L", following)
        return body.ljust(102, b"\0") + levels

    content = b"MM\0*" + struct.pack(">L", 8) + directory(8, b"\x0a\x14", 112)
    content += directory(112, b"\x1e\x28", 0)
    assert [page.gray.tolist() for page in decode_pages(content)] == [[[10, 20]], [[30, 40]]]


def test_each_page_has_its_own_rotation_note() -> None:
    upright, turned = Image.fromarray(bar_page()), Image.fromarray(bar_page())
    turned.encoderinfo = {"tiffinfo": {274: 6}}
    content = encode_all([upright, turned], "TIFF")
    first, second = (page.gray for page in decode_pages(content))
    assert np.array_equal(first, bar_page())
    assert np.array_equal(second, np.rot90(bar_page(), -1))


@pytest.mark.parametrize("compression", [RAW, LZW])
def test_a_damaged_page_ends_the_pages_before_it_do_come(compression: str | None) -> None:
    content = encode_all(three_pages()[0], "TIFF", compression=compression)
    # Five widths for the second page. Behind a first page Pillow itself takes it for a black one.
    damaged = with_number(content, "<L", directories(content)[1] + 6, 5)
    decoded = decode_pages(damaged)
    assert np.array_equal(next(decoded).gray, three_pages()[1][0])
    with pytest.raises(InputError, match=r"^the image, page 2: got a damaged or incomplete image"):
        next(decoded)
    assert list(decoded) == []


@pytest.mark.filterwarnings("default")  # Pillow warns of some cuts, and raises for others
@pytest.mark.parametrize("compression", [RAW, LZW])
def test_wherever_it_is_cut_off_no_page_is_lost_or_wrong_without_a_word(
    compression: str | None, recwarn: pytest.WarningsRecorder
) -> None:
    images = [Image.fromarray(bar_page(24, 14)), Image.fromarray(bar_page(26, 13))]
    content = encode_all(images, "TIFF", compression=compression)
    whole = [page.gray for page in decode_pages(content)]
    assert [gray.shape for gray in whole] == [(24, 14), (26, 13)]
    for length in range(1, len(content)):
        got = []
        try:
            got.extend(page.gray for page in decode_pages(content[:length]))
        except InputError:
            got.append(None)
        assert len(got) >= len(whole) or None in got, length
        assert all(
            np.array_equal(a, b) for a, b in zip(got, whole, strict=False) if a is not None
        ), length


def test_pages_that_go_round_in_a_circle_come_once() -> None:
    content = encode_all(three_pages()[0], "TIFF")
    first, _, last = directories(content)
    (entries,) = struct.unpack_from("<H", content, last)
    circle = with_number(content, "<L", last + 2 + 12 * entries, first)
    assert [page.number for page in decode_pages(circle)] == [1, 2, 3]


def test_a_later_page_of_too_many_pixels_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    images = [Image.fromarray(bar_page()), Image.new("L", (100, 90))]
    decoded = decode_pages(encode_all(images, "TIFF"))
    monkeypatch.setattr(_limits, "MAX_PIXELS", 40 * 60)
    assert next(decoded).gray.shape == (40, 60)
    with pytest.raises(InputError, match=r"^the image, page 2: got an image of 100×90 pixels"):
        next(decoded)


def test_too_many_pages_are_refused_before_any_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = encode_all(three_pages()[0], "TIFF")
    monkeypatch.setattr(_limits, "MAX_PAGES", 3)
    assert len(list(decode_pages(content))) == 3
    monkeypatch.setattr(_limits, "MAX_PAGES", 2)
    with pytest.raises(InputError, match="got more than 2 pages, wanted at most so many; split"):
        next(decode_pages(content))
