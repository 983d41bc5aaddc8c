from collections.abc import Generator
from threading import RLock
from typing import TYPE_CHECKING

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.images import _limits
from inkdigits.images._page import DecodedPage, damage_named, damaged, name_page

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

LONGER_SIDE = 2200
"""Pixels of a drawn page's longer side, unless that were more than MAX_DPI: A4 at 188 dpi."""

MAX_DPI = 300

# PDFium may be called from one thread at a time. Reentrant, because the garbage collector may
# close one document while the same thread is at work on another.
_PDFIUM = RLock()


def decode_pdf(content: bytes, name: str, most_pixels: int) -> Generator[DecodedPage, None, None]:
    """Draw the pages of a PDF one by one, with annotations and filled-in form fields.

    Pictures and the drawn page are bounded in pixels; the time that a page of many lines takes is
    not.

    Args:
        content: the file.
        name: what messages call it.
        most_pixels: of all pictures on a page.

    Raises:
        InputError: as `decode_pages`.
    """
    with _PDFIUM:
        pdf = _open(content, name)
    try:
        with _PDFIUM:
            count = len(pdf)
        if count == 0:
            raise InputError(f"{name}: got a PDF without pages, wanted at least one; save it again")
        if count > _limits.MAX_PAGES:
            raise _limits.too_many_pages(name)
        for number in range(1, count + 1):
            page_name = name_page(name, number, count)
            with _PDFIUM, damage_named(page_name):
                gray = _draw(pdf, number - 1, page_name, most_pixels)
            yield DecodedPage(number, count, gray)
    finally:
        with _PDFIUM:
            pdf.close()


def _open(content: bytes, name: str) -> "PdfDocument":
    # Imported here, for it takes time and few images are PDFs.
    from pypdfium2 import PdfDocument, raw

    # Not by PdfDocument: of a PDF without pages it tells the reason of some earlier failure.
    handle = raw.FPDF_LoadMemDocument64(content, len(content), None)
    if not handle:
        if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise InputError(
                f"{name}: got a PDF that is locked with a password, wanted an open one; print or "
                "save it as a PDF without a password"
            )
        raise damaged(name, "its list of contents cannot be read")
    pdf = PdfDocument(handle)
    # Forms of the other kind, XFA, cannot be drawn, and asking for them prints a warning.
    if pdf.get_formtype() == raw.FORMTYPE_ACRO_FORM:
        pdf.init_forms()
    return pdf


def _draw(pdf: "PdfDocument", index: int, name: str, most_pixels: int) -> Uint8Array:
    """Grey levels of one page, (H, W) uint8."""
    page = pdf[index]
    try:
        _check_pictures(page, name, most_pixels)
        scale = min(LONGER_SIDE / max(page.get_size()), MAX_DPI / 72)
        # Sizes are rounded up: a hair less, lest 40 pixels become 41 by the floats' last digit.
        bitmap = page.render(scale=scale * (1 - 1e-6), grayscale=True)
        try:
            gray: Uint8Array = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
            return gray
        finally:
            bitmap.close()
    finally:
        page.close()


def _check_pictures(page: "PdfPage", name: str, most_pixels: int) -> None:
    """Refuse a page with pictures of too many pixels: PDFium would unpack them all."""
    from pypdfium2 import raw

    sizes = [p.get_px_size() for p in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    total = sum(width * height for width, height in sizes)
    if total > most_pixels:
        raise _limits.too_many_pixels(name, f"{total // 10**6} million", most_pixels)
