"""Looking at a page: what is on it, before it is decided what it says."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from inkdigits.arrays import Uint8Array
from inkdigits.reading._cells import find_cells, without_doubles
from inkdigits.reading._ink_net import InkNet, load_ink_net
from inkdigits.reading._lattice import Lattice
from inkdigits.reading._lattices import build_lattices
from inkdigits.reading._line_net import load_line_net
from inkdigits.reading._orientation import find_quarter, turn_points
from inkdigits.reading._pyramid import Found, Looks, find_pieces
from inkdigits.reading._rows import find_rows
from inkdigits.reading._slots import find_slots
from inkdigits.reading._steps import draw_fields, draw_ink, draw_pieces, draw_strips
from inkdigits.reading._strip import Strip, cut_strip
from inkdigits.recognizer import Recognizer

Watcher = Callable[[str, Uint8Array], None]
"""Is shown the page as it is after each step: the step's name, and a picture."""


@dataclass(frozen=True, eq=False)
class Sight:
    """What is on a page before it is decided what it says.

    Attributes:
        lattices: one for each row.
        quarter: quarter turns, clockwise, that bring the page upright.
        size: width and height of the page, in pixels.
        model: name of the recognizer.
    """

    lattices: list[Lattice]
    quarter: int
    size: tuple[int, int]
    model: str


def look(
    gray: Uint8Array,
    recognizer: Recognizer,
    watch: Watcher | None = None,
    quarter: int | None = None,
) -> Sight:
    """See the rows on a page, and all that each can say.

    Args:
        gray: (H, W) uint8 grey levels.
        recognizer: who says what each digit can be whose ink is its own.
        watch: is shown the page after the look; None shows nobody.
        quarter: quarter turns, clockwise, that bring the page upright; None finds out.
    """
    looks = find_pieces(gray, load_ink_net())
    if quarter is None:
        quarter = find_quarter(looks.found, recognizer)
    rows = _find_rows(looks, quarter)
    strips = [strip for _, strip in rows]
    said = load_line_net().read([strip.channels for strip in strips])
    slots = [find_slots(told) for told in said]
    cells = without_doubles(
        [find_cells(row, mine, strip) for (row, strip), mine in zip(rows, slots, strict=True)]
    )
    falls = [strip.fall for strip in strips]
    lattices, fields = build_lattices(cells, quarter, falls, recognizer)
    if watch is not None:
        watch("grey", gray)
        watch("ink", draw_ink(gray, looks.found))
        watch("pieces", draw_pieces(gray, [row for row, _ in rows]))
        watch("strips", draw_strips(strips, slots))
        watch("fields", draw_fields(fields))
    return Sight(lattices, quarter, looks.page, recognizer.card.name)


def find_strips(gray: Uint8Array, quarter: int, ink_net: InkNet) -> list[Strip]:
    """The rows of a page as the line net is shown them.

    Args:
        gray: (H, W) uint8 grey levels.
        quarter: quarter turns, clockwise, that bring the page upright.
        ink_net: that finds the ink.
    """
    return [strip for _, strip in _find_rows(find_pieces(gray, ink_net), quarter)]


def _find_rows(looks: Looks, quarter: int) -> list[tuple[list[Found], Strip]]:
    """Pieces from left to right with their strip, rows from top to bottom."""
    found = looks.found
    middles = turn_points(np.array([one.middle for one in found]).reshape(-1, 2), quarter)
    rows = find_rows(middles, np.array([one.size for one in found]))
    in_rows = [[found[number] for number in row] for row in rows.rows]
    return [(row, cut_strip(row, looks, quarter, rows.angle)) for row in in_rows]
