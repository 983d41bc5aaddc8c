import math
from dataclasses import replace

import numpy as np
import pytest

from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading.rules import Field, Form, Rule, decode, field_lattice, read_fields
from tests.reading.rules.lattices import line


def at(lattice: Lattice, left: int, top: int) -> Lattice:
    """The same line elsewhere on the page."""
    edges = tuple(
        replace(edge, box=(edge.box[0] + left, edge.box[1] + top, *edge.box[2:]))
        for edge in lattice.edges
    )
    return Lattice(lattice.nodes, edges, lattice.gaps)


def one_field(box, rule=None, page=(400, 300)):
    return Form(*page, (Field("a", box, rule),))


def test_a_line_is_parted_between_the_fields_it_lies_in():
    form = Form(
        400,
        300,
        (
            Field("day", (0, 0, 40, 60), Rule(digits=2)),
            Field("month", (40, 0, 40, 60), Rule(digits=2)),
            Field("year", (80, 0, 100, 60)),
            Field("phone", (0, 100, 400, 50), Rule(digits=8)),
        ),
    )
    fields = read_fields([line("24112026")], form, (400, 300))
    assert [field.text for field in fields] == ["24", "11", "2026", None]
    assert [field.blank for field in fields] == [False, False, False, True]
    assert [len(field.digits) for field in fields] == [2, 2, 4, 0]
    assert all(field.confidence > 0.99 for field in fields[:3])
    assert fields[3].to_json() == {
        "name": "phone",
        "text": None,
        "confidence": 0.0,
        "blank": True,
        "box": [0, 100, 400, 50],
    }


def test_boxes_are_scaled_to_the_page_that_is_read():
    form = one_field((0, 0, 20, 30), page=(200, 150))
    (field,) = read_fields([line("1234")], form, (400, 300))
    assert field.box == (0, 0, 40, 60)
    assert field.text == "12"


def test_lines_of_a_field_are_joined_in_reading_order_with_gaps():
    lower, right, left = at(line("34"), 0, 60), at(line("2"), 50, 4), line("1")
    (field,) = read_fields([lower, right, left], one_field((0, 0, 400, 300)), (400, 300))
    assert field.text == "1 2 34"
    (field,) = read_fields(
        [lower, right, left], one_field((0, 0, 400, 300), Rule(digits=4)), (400, 300)
    )
    assert field.text == "1 2 34"


def test_ink_outside_costs_nothing_and_ink_across_the_edge_is_left_out():
    inside, outside = line("12").edges, line("34").edges
    across = Edge(1, 3, np.full(10, -0.1, np.float32), -9, (20, 5, 35, 25))
    beyond = [
        Edge(e.start + 2, e.end + 2, e.scores, -math.inf, (e.box[0] + 40, *e.box[1:]))
        for e in outside
    ]
    lattice = Lattice(5, (*inside, across, *beyond))
    part = field_lattice([lattice], (0, 0, 36, 60))
    assert part.nodes == 3
    assert [edge.box for edge in part.edges] == [(0, 5, 15, 25), (20, 5, 15, 25)]
    assert decode(part).text == "12"
    assert decode(part).confidence == pytest.approx(decode(line("12")).confidence)
    assert field_lattice([lattice], (0, 200, 36, 60)) is None


def test_ink_that_was_split_into_pieces_is_kept_with_all_its_hypotheses():
    whole = line("8").edges[0]
    left = Edge(0, 1, np.full(10, -6, np.float32), -6, (0, 5, 7, 25))
    right = Edge(1, 2, np.full(10, -6, np.float32), -6, (8, 5, 7, 25))
    lattice = Lattice(2 + 1, (left, replace(whole, end=2), right))
    part = field_lattice([lattice], (0, 0, 40, 60))
    assert (part.nodes, len(part.edges)) == (3, 3)
    assert decode(part).text == "8"


def test_ink_that_is_no_digit_is_neither_blank_nor_forced_into_the_rule():
    smudge = Edge(0, 1, np.full(10, -7, np.float32), -0.01, (5, 5, 9, 9))
    (field,) = read_fields(
        [Lattice(2, (smudge,))], one_field((0, 0, 40, 60), Rule(digits=1)), (400, 300)
    )
    assert (field.text, field.confidence, field.blank) == (None, 0, False)
    assert field.to_json()["reason"] == "the ink in the field is no digit"


def test_what_the_rule_does_not_admit_is_said_and_the_runner_up_is_shown():
    lattice = at(line("123"), 0, 0)
    strict = Lattice(4, tuple(replace(edge, skip=-math.inf) for edge in lattice.edges))
    (field,) = read_fields([strict], one_field((0, 0, 100, 60), Rule(digits=4)), (400, 300))
    assert field.text is None
    assert field.to_json()["reason"] == "the ink can be no number of 4 digits"
    (field,) = read_fields([strict], one_field((0, 0, 100, 60), Rule(digits=3)), (400, 300))
    document = field.to_json()
    assert document["text"] == "123"
    assert document["runner_up"]["text"] != "123"
    assert 0 < document["runner_up"]["confidence"] < 0.001
    assert "reason" not in document
