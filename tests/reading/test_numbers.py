import numpy as np

from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading._numbers import find_numbers
from inkdigits.reading.rules import Rule


def row(text: str, gaps: frozenset[int]) -> Lattice:
    """A row of which each digit is nearly sure."""
    edges = []
    for at, digit in enumerate(text):
        scores = np.full(10, -9.0, np.float32)
        scores[int(digit)] = -0.01
        edges.append(Edge(at, at + 1, scores, -9.0, (30 * at, 0, 20, 30)))
    return Lattice(len(text) + 1, tuple(edges), gaps)


def texts(lattice: Lattice, rule: Rule | None) -> list[str | None]:
    return [found.text for _, found in find_numbers(lattice, rule)]


def test_a_row_with_a_gap_is_what_the_rule_makes_of_it() -> None:
    lattice = row("12345678", frozenset({4}))
    assert texts(lattice, Rule(digits=4)) == ["1234", "5678"]
    (whole,) = texts(lattice, Rule(digits=8))
    assert whole is not None
    assert whole.replace(" ", "") == "12345678"
    assert texts(lattice, None) == ["1234 5678"]


def test_a_row_without_a_gap_is_one_number() -> None:
    assert texts(row("12345678", frozenset()), Rule(digits=8)) == ["12345678"]


def test_a_rule_makes_no_number_of_what_looks_like_none() -> None:
    nothing = Edge(0, 1, np.full(10, -9.0, np.float32), -0.01, (0, 0, 20, 30))
    ((_, found),) = find_numbers(Lattice(2, (nothing,)), Rule(digits=1))
    assert (found.text, found.reason) == (None, "looks like no digit")
