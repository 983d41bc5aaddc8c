"""Reading a page: from its grey levels to the numbers on it."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.images import decode_pages
from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading._look import Sight, Watcher, look
from inkdigits.reading._numbers import NO_DIGIT, Number, find_numbers
from inkdigits.reading._page import ReadDigit, ReadLine, ReadPage, RejectedInk, around
from inkdigits.reading.rules import DecodedDigit, Decoding, Form, ReadField, Rule
from inkdigits.reading.rules import read_fields as read_form_fields
from inkdigits.recognizer import Recognizer, load_recognizer


def read(
    source: str | Path | bytes | Uint8Array,
    recognizer: Recognizer | None = None,
    rule: Rule | None = None,
    watch: Watcher | None = None,
) -> ReadPage:
    """Read the numbers on a page.

    Args:
        source: path or bytes of an image or a PDF, of which the first page is read; or pixels:
            (H, W) uint8 grey levels, or RGB or RGBA. Dark on light or light on dark, any quarter
            turn, rows askew by up to 15 degrees or so.
        recognizer: who reads the digits; None takes the one that comes with the package.
        rule: what is known of every number on the page; None where nothing is.
        watch: is shown the page after each step.

    Raises:
        InputError: the source cannot be decoded.
    """
    with closing(decode_pages(source)) as pages:
        return _read_gray(next(pages).gray, recognizer or load_recognizer(), rule, watch)


def read_pages(
    source: str | Path | bytes | Uint8Array,
    recognizer: Recognizer | None = None,
    rule: Rule | None = None,
    watch: Watcher | None = None,
) -> Iterator[ReadPage]:
    """As `read`, for every page of a TIFF or PDF."""
    recognizer = recognizer or load_recognizer()
    with closing(decode_pages(source)) as pages:
        for page in pages:
            yield _read_gray(page.gray, recognizer, rule, watch)


def read_form(
    source: str | Path | bytes | Uint8Array,
    form: Form,
    recognizer: Recognizer | None = None,
    watch: Watcher | None = None,
) -> tuple[ReadField, ...]:
    """Read the fields of a form on a page; a field without ink is blank.

    Args:
        source: as `read` takes it; the form fills the picture.
        form: where its fields are, and what is known of each.
        recognizer: as `read` takes it.
        watch: as `read` takes it.

    Raises:
        InputError: the source cannot be decoded, or lies on its side.
    """
    with closing(decode_pages(source)) as pages:
        gray = next(pages).gray
    height, width = gray.shape
    if (width > height) != (form.width > form.height):
        raise InputError(
            f"got a picture of {width}×{height} pixels for a form of {form.width}×{form.height}; "
            "turn it upright"
        )
    sight = look(gray, recognizer or load_recognizer(), watch, quarter=0)
    return read_form_fields(sight.lattices, form, sight.size)


def _read_gray(
    gray: Uint8Array, recognizer: Recognizer, rule: Rule | None, watch: Watcher | None
) -> ReadPage:
    sight = look(gray, recognizer, watch)
    return compose(sight, [one for row in sight.lattices for one in find_numbers(row, rule)])


def compose(sight: Sight, numbers: Iterable[Number]) -> ReadPage:
    """Say what a page says, the numbers in its rows being found."""
    lines, rejected = [], []
    for lattice, found in numbers:
        used = [digit.edge for digit in found.digits if digit.edge is not None]
        rejected += [
            RejectedInk(edge.box, found.reason or NO_DIGIT) for edge in _left_over(lattice, used)
        ]
        if found.text:
            lines.append(_line(found))
    return ReadPage(*sight.size, sight.model, tuple(lines), tuple(rejected), 90 * sight.quarter)


def _left_over(lattice: Lattice, used: list[Edge]) -> list[Edge]:
    """The pieces that are in no digit."""
    taken = {node for edge in used for node in range(edge.start, edge.end)}
    return [
        edge for edge in lattice.edges if edge.end == edge.start + 1 and edge.start not in taken
    ]


def _line(found: Decoding) -> ReadLine:
    digits = tuple(_digit(one) for one in found.digits)
    box = around([digit.box for digit in digits])
    return ReadLine(str(found.text), found.confidence, box, digits, found.runner_up)


def _digit(found: DecodedDigit) -> ReadDigit:
    confidence = float(found.probabilities[found.digit])
    field = None if found.edge is None else found.edge.field
    return ReadDigit(found.digit, confidence, found.box, found.probabilities, field)
