"""Reading the fields of a form from the lines of a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading._page import Box, around, centre_in
from inkdigits.reading.rules._decode import decode
from inkdigits.reading.rules._decoding import DecodedDigit, Decoding
from inkdigits.reading.rules._form import Field, Form


@dataclass(frozen=True, eq=False)
class ReadField:
    """What stands in one field of a form.

    Attributes:
        name: of the field.
        text: the number; None where there is none.
        confidence: the probability that all of `text` is right; 0 where there is none.
        blank: whether no ink was found in it.
        box: of the field, on the page as read.
        digits: one for each digit of `text`.
        runner_up: the next most probable text and its probability, where a rule was given.
        reason: why there is no text though there is ink.
    """

    name: str
    text: str | None
    confidence: float
    blank: bool
    box: Box
    digits: tuple[DecodedDigit, ...] = ()
    runner_up: tuple[str, float] | None = None
    reason: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The field as a JSON object; "runner_up" and "reason" stand there only if there is one."""
        document: dict[str, Any] = {
            "name": self.name,
            "text": self.text,
            "confidence": round(self.confidence, 6),
            "blank": self.blank,
            "box": list(self.box),
        }
        if self.runner_up is not None:
            text, confidence = self.runner_up
            document["runner_up"] = {"text": text, "confidence": round(confidence, 6)}
        return document if self.reason is None else {**document, "reason": self.reason}


def read_fields(
    lattices: Sequence[Lattice], form: Form, size: tuple[int, int]
) -> tuple[ReadField, ...]:
    """Read every field of a form.

    Args:
        lattices: the lines of the page.
        form: where the fields are.
        size: width and height of the page that the lines were found on; the form's boxes are
            scaled to it.

    Returns:
        A result for each field, in the order of the form.
    """
    scale = size[0] / form.width, size[1] / form.height
    return tuple(_read_field(field, field.box_on(scale), lattices) for field in form.fields)


def field_lattice(lattices: Sequence[Lattice], box: Box) -> Lattice | None:
    """The ink in a box as one lattice.

    A piece of ink belongs to the box that the centre of the smallest edge over it lies in. Several
    lines in the box are joined from top to bottom, and parts of one line from left to right, with
    a wide gap between them.

    Returns:
        None where no ink lies in the box.
    """
    parts = [part for part in (_inside(lattice, box) for lattice in lattices) if part is not None]
    nodes, edges, gaps = 0, list[Edge](), set[int]()
    for part in _in_reading_order(parts):
        gaps.update({nodes, *(nodes + gap for gap in part.gaps)})
        edges += [replace(e, start=e.start + nodes, end=e.end + nodes) for e in part.edges]
        nodes += part.nodes - 1
    return Lattice(nodes + 1, tuple(edges), frozenset(gaps)) if edges else None


def _read_field(field: Field, box: Box, lattices: Sequence[Lattice]) -> ReadField:
    lattice = field_lattice(lattices, box)
    if lattice is None:
        return ReadField(field.name, None, 0.0, True, box)
    decoding = decode(lattice)
    if decoding.text == "":
        decoding = Decoding(None, 0.0, reason="the ink in the field is no digit")
    elif field.rule is not None:
        decoding = decode(lattice, field.rule)
    return ReadField(
        field.name,
        decoding.text,
        decoding.confidence,
        False,
        box,
        decoding.digits,
        decoding.runner_up,
        decoding.reason,
    )


def _inside(lattice: Lattice, box: Box) -> Lattice | None:
    """The part of one line that lies in a box; None where none does."""
    owned = np.zeros(lattice.nodes, bool)  # the last is no piece: there are nodes - 1
    widest_first = sorted(lattice.edges, key=lambda edge: edge.start - edge.end)
    for edge in widest_first:
        owned[edge.start : edge.end] = centre_in(edge.box, box)
    place = np.append(0, np.cumsum(owned[:-1])).tolist()  # of each node of the line in the part
    edges = tuple(
        replace(edge, start=place[edge.start], end=place[edge.end])
        for edge in lattice.edges
        if owned[edge.start : edge.end].all()
    )
    if not edges:
        return None
    left_out = {place[node] for node in range(lattice.nodes - 1) if not owned[node]}
    return Lattice(place[-1] + 1, edges, frozenset({place[gap] for gap in lattice.gaps} | left_out))


def _in_reading_order(parts: list[Lattice]) -> list[Lattice]:
    """From top to bottom; those side by side, by their middles, from left to right."""
    boxed = [(around([edge.box for edge in part.edges]), part) for part in parts]
    rows: list[list[tuple[Box, Lattice]]] = []
    for box, part in sorted(boxed, key=lambda one: one[0][1] + one[0][3] / 2):
        top, height = rows[-1][0][0][1::2] if rows else (0, 0)
        if rows and box[1] + box[3] / 2 < top + height:
            rows[-1].append((box, part))
        else:
            rows.append([(box, part)])
    return [part for row in rows for _, part in sorted(row, key=lambda one: one[0][0])]
