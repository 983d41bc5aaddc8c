from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from inkdigits.errors import InputError
from inkdigits.images import _limits, decode_gray, decode_pages
from tests.images.encoded import bar_page, encode_all
from tests.images.pdfs import CATALOG, locked, one_page, page, pages, pdf_of, stream


def test_a_drawing_comes_out_where_and_as_dark_as_it_was_drawn() -> None:
    # 2 × 1 inches; a square inch of 40 % grey on the right.
    (only,) = decode_pages(one_page(144, 72, b".4 g 72 0 72 72 re f"))
    assert (only.number, only.count) == (1, 1)
    assert only.gray.shape == (300, 600)
    assert only.gray.dtype == np.uint8
    assert (only.gray[:, :299] == 255).all()
    assert (only.gray[:, 301:] == 102).all()


def test_colour_becomes_luma() -> None:
    # ITU-R BT.601, within PDFium's rounding of its weights to whole per cents.
    thirds = b"1 0 0 rg 0 0 24 72 re f 0 1 0 rg 24 0 24 72 re f 0 0 1 rg 48 0 24 72 re f"
    gray = decode_gray(one_page(72, 72, thirds))
    assert np.abs(gray[150, [50, 150, 250]].astype(int) - [76, 150, 29]).max() <= 2


def test_each_picture_of_a_pdf_is_a_page() -> None:
    bars = [bar_page(), bar_page(60, 40).T[:, ::-1], np.full((30, 30), 77, np.uint8)]
    content = encode_all([Image.fromarray(bar) for bar in bars], "PDF", resolution=300)
    decoded = list(decode_pages(content))
    assert [(p.number, p.count) for p in decoded] == [(1, 3), (2, 3), (3, 3)]
    for bar, one in zip(bars, decoded, strict=True):
        assert one.gray.shape == bar.shape
        assert np.abs(one.gray.astype(int) - bar).mean() < 4  # Pillow writes them as JPEG


def test_pages_come_one_by_one() -> None:
    broken = pdf_of(CATALOG, pages(3, 4), page(72, 72), b"(no page)")
    assert next(decode_pages(broken)).gray.shape == (300, 300)


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((144, 72), (300, 600)),  # 300 dpi
        ((595, 842), (1555, 2200)),  # A4: 2,200 pixels are less than 300 dpi
        ((14_400, 14_400), (2200, 2200)),  # 200 inches
        ((14_400, 0.01), (2200, 1)),
    ],
)
def test_a_page_has_300_dpi_and_at_most_2200_pixels(
    size: tuple[float, float], shape: tuple[int, int]
) -> None:
    height, width = decode_gray(one_page(*size)).shape
    assert sorted((height, width)) == sorted(shape)
    assert (width > height) == (size[0] > size[1])


def test_the_pages_own_rotation_is_obeyed() -> None:
    gray = decode_gray(one_page(144, 72, b"0 0 72 72 re f", b"/Rotate 90"))
    assert gray.shape == (600, 300)  # the left half is turned clockwise to the top
    assert (gray[:299] == 0).all()
    assert (gray[301:] == 255).all()


def test_annotations_and_fields_are_drawn() -> None:
    appearance = stream(b"0 0 36 36 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 36 36]")
    note = b"<</Type/Annot/Subtype/Stamp/F 4/Rect[0 0 36 36]/AP<</N 4 0 R>>>>"
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(id)/V(7)/F 4/Rect[36 36 72 72]/AP<</N 4 0 R>>>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>"
    whole = page(72, 72, b"/Annots[5 0 R 6 0 R]")
    gray = decode_gray(pdf_of(catalog, pages(3), whole, appearance, note, field))
    assert gray[225, 75] == 0  # lower left, the note
    assert gray[75, 225] == 0  # upper right, the field
    assert gray[75, 75] == gray[225, 225] == 255


def test_bytes_before_the_header_do_no_harm() -> None:
    content = b"\xef\xbb\xbf\r\n" + one_page(72, 72, b"0 0 72 72 re f")
    assert (decode_gray(content) == 0).all()


def test_a_pdf_with_a_password_is_refused_in_one_sentence() -> None:
    with pytest.raises(InputError) as caught:
        decode_gray(locked(b"sesame"))
    assert str(caught.value) == (
        "the image: got a PDF that is locked with a password, wanted an open one; print or save "
        "it as a PDF without a password"
    )


def test_a_pdf_locked_with_the_empty_password_opens() -> None:
    gray = decode_gray(locked(b""))
    assert gray.shape == (150, 300)
    assert (gray == 0).all()


def test_a_damaged_page_ends_the_pages_before_it_do_come() -> None:
    content = pdf_of(CATALOG, pages(3, 4, 5), page(72, 72), b"(no page)", page(72, 72))
    decoded = decode_pages(content)
    first = next(decoded)
    assert (first.number, first.count, first.gray.shape) == (1, 3, (300, 300))
    with pytest.raises(InputError, match=r"^the image, page 2: got a damaged or incomplete image"):
        next(decoded)
    assert list(decoded) == []


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_a_truncated_pdf_is_damaged(share: float) -> None:
    content = encode_all([Image.fromarray(bar_page())] * 2, "PDF")
    with pytest.raises(
        InputError, match=r"^the image: got a damaged or incomplete image"
    ) as caught:
        decode_gray(content[: int(len(content) * share)])
    assert "\n" not in str(caught.value)


def test_a_pdf_without_pages() -> None:
    with pytest.raises(InputError, match=r"^the image: got a PDF without pages, wanted at least"):
        decode_gray(pdf_of(CATALOG, pages()))


def test_pictures_of_too_many_pixels_are_refused_before_they_are_unpacked() -> None:
    # Complete, it would be 1.5 MB that unpack to 1.6 GB; the sizes alone must suffice.
    claim = b"/Type/XObject/Subtype/Image/Width 40000/Height 40000/BitsPerComponent 8"
    whole = page(72, 72, b"/Contents 4 0 R/Resources<</XObject<</Bomb 5 0 R>>>>")
    bomb = stream(b"", claim + b"/ColorSpace/DeviceGray")
    content = pdf_of(CATALOG, pages(3), whole, stream(b"72 0 0 72 0 0 cm /Bomb Do"), bomb)
    with pytest.raises(InputError, match="got an image of 1600 million pixels, wanted at most 67"):
        decode_gray(content)


def test_too_many_pages_are_refused_before_any_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf_of(CATALOG, pages(3, 3, 3), page(72, 72))
    monkeypatch.setattr(_limits, "MAX_PAGES", 3)
    assert len(list(decode_pages(content))) == 3
    monkeypatch.setattr(_limits, "MAX_PAGES", 2)
    with pytest.raises(InputError, match="got more than 2 pages, wanted at most so many; split"):
        next(decode_pages(content))


def test_threads_do_not_disturb_each_other() -> None:
    levels = range(10, 250, 10)
    contents = [one_page(72, 72, b"%a g 0 0 72 72 re f" % (level / 255)) for level in levels]
    with ThreadPoolExecutor(4) as pool:
        grays = list(pool.map(decode_gray, contents))
    assert [int(np.rint(gray.mean())) for gray in grays] == list(levels)
