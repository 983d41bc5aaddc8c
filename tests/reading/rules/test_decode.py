import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading.rules import Rule, decode
from tests.reading.rules.lattices import line, random_lattice, readings, text_weights

RULES = [
    Rule(digits=2),
    Rule(digits=3),
    Rule(pattern=r"\d-?[0-2]{1,2}"),
    Rule(checksum="luhn"),
    Rule(pattern=r"(1|2\.)\d", checksum="luhn"),
]
seeds = st.integers(0, 10_000)


def admitted(lattice: Lattice, rule: Rule) -> dict[str, float]:
    return {n: w for n, w in text_weights(lattice).items() if rule.admits(n)}


@given(seed=seeds, pieces=st.integers(1, 4), rule=st.sampled_from(RULES))
def test_best_runner_up_and_total_are_those_of_all_readings_written_out(seed, pieces, rule):
    lattice = random_lattice(seed, pieces, digits=3)
    weights = admitted(lattice, rule)
    decoding = decode(lattice, rule)
    if not weights:
        assert (decoding.text, decoding.confidence, decoding.digits) == (None, 0, ())
        assert str(rule) in str(decoding.reason)
        return
    total = np.logaddexp.reduce(list(weights.values()))
    ranked = sorted(weights, key=weights.__getitem__, reverse=True)
    digits = "".join(str(digit.digit) for digit in decoding.digits)
    assert digits == ranked[0]
    assert decoding.confidence == pytest.approx(math.exp(weights[ranked[0]] - total))
    free = np.logaddexp.reduce(list(text_weights(lattice).values()))
    assert decoding.free_log_probability == pytest.approx(weights[ranked[0]] - free)
    if len(ranked) == 1:
        assert decoding.runner_up is None
    else:
        text, confidence = decoding.runner_up
        assert "".join(filter(str.isdigit, text)) == ranked[1]
        assert confidence == pytest.approx(math.exp(weights[ranked[1]] - total))


@given(seed=seeds, pieces=st.integers(1, 4))
def test_without_a_rule_the_best_path_and_the_weight_of_its_text_are_found(seed, pieces):
    lattice = random_lattice(seed, pieces, digits=3)
    decoding = decode(lattice)
    paths = sorted(readings(lattice), key=lambda reading: reading[1], reverse=True)
    if paths[0][1] == -math.inf:
        assert (decoding.text, decoding.confidence) == (None, 0)
        assert decoding.reason == "no reading of the ink has any weight"
        return
    weights = text_weights(lattice)
    assert decoding.text.replace(" ", "") == paths[0][0]
    total = np.logaddexp.reduce(list(weights.values()))
    assert decoding.confidence == pytest.approx(math.exp(weights[paths[0][0]] - total))
    assert decoding.runner_up is None


@given(seed=seeds, rule=st.sampled_from(RULES))
def test_a_digits_probabilities_are_those_of_its_edge_under_the_rule(seed, rule):
    lattice = random_lattice(seed, 3, digits=3)
    for digit in decode(lattice, rule).digits:
        expected = []
        for value in range(10):
            only = np.full(10, -np.inf, np.float32)
            only[value] = digit.edge.scores[value]
            edge = Edge(digit.edge.start, digit.edge.end, only, -math.inf, digit.edge.box)
            through = [
                e
                for e in lattice.edges
                if e.end <= edge.start or e.start >= edge.end or e is digit.edge
            ]
            through = tuple(edge if e is digit.edge else e for e in through)
            weights = admitted(Lattice(lattice.nodes, through), rule)
            expected.append(sum(map(math.exp, weights.values())))
        np.testing.assert_allclose(
            digit.probabilities, np.array(expected) / sum(expected), rtol=1e-4
        )
        assert digit.box == digit.edge.box


def test_the_checksum_overrides_what_looks_best():
    edges = list(line("4539578763621486", doubt=0.01).edges)
    scores = np.full(10, math.log(0.001), np.float32)
    scores[[1, 7]] = np.log([0.6, 0.392])
    edges[7] = Edge(7, 8, scores, -9, edges[7].box)
    lattice = Lattice(17, tuple(edges))
    assert decode(lattice).text == "4539578163621486"
    decoding = decode(lattice, Rule(checksum="luhn", digits=16))
    assert decoding.text == "4539578763621486"
    assert decoding.confidence > 0.9
    assert decoding.digits[7].probabilities[7] > 0.9
    assert decode(lattice).digits[7].probabilities[7] == pytest.approx(0.392, abs=1e-3)
    assert decoding.free_log_probability == pytest.approx(math.log(0.34), abs=0.02)


def test_printed_signs_stand_in_the_text_whether_their_ink_is_there_or_not():
    rule = Rule(pattern=r"\d{2}\.\d{2}\.\d{4}")
    with_dots = line("24112026")
    dot = Edge(2, 3, np.full(10, -12, np.float32), -0.1, (35, 25, 3, 3))
    shifted = [
        Edge(e.start + (e.start >= 2), e.end + (e.start >= 2), e.scores, e.skip, e.box)
        for e in with_dots.edges
    ]
    dotted = Lattice(10, tuple(sorted([*shifted, dot], key=lambda e: e.start)))
    for lattice in (with_dots, dotted):
        decoding = decode(lattice, rule)
        assert decoding.text == "24.11.2026"
        assert [digit.digit for digit in decoding.digits] == [2, 4, 1, 1, 2, 0, 2, 6]
        assert decoding.confidence > 0.98
        text, confidence = decoding.runner_up
        assert len(text) == 10
        assert confidence < 0.01


def test_wide_gaps_are_spaces_unless_a_pattern_says_how_it_is_printed():
    apart = Lattice(7, line("123456").edges, frozenset([0, 3, 6]))
    assert decode(apart).text == "123 456"
    assert decode(apart, Rule(digits=6)).text == "123 456"
    assert decode(apart, Rule(pattern=r"\d{6}")).text == "123456"


def test_what_has_no_admitted_reading_is_said_with_the_reason():
    decoding = decode(line("123", skip=-math.inf), Rule(digits=8))
    assert (decoding.text, decoding.confidence, decoding.runner_up) == (None, 0, None)
    assert decoding.reason == "the ink can be no number of 8 digits"


def test_a_line_without_ink_is_an_empty_text():
    assert decode(Lattice(1, ())).text == ""
    assert decode(Lattice(1, ()), Rule(digits=1)).text is None


def test_weights_far_below_the_smallest_float_are_still_told_apart():
    scores = np.full(10, -900, np.float32)
    scores[3] = -898
    edges = tuple(Edge(i, i + 1, scores, -math.inf, (i, 0, 1, 1)) for i in range(4))
    anything, listed = 1 / (1 + 9 * math.exp(-2)) ** 4, 1 / (1 + math.exp(-8))
    rules = {None: anything, Rule(digits=4): anything, Rule(ids=("3333", "1111")): listed}
    for rule, confidence in rules.items():
        decoding = decode(Lattice(5, edges), rule)
        assert decoding.text == "3333"
        assert decoding.confidence == pytest.approx(confidence, rel=1e-4)


def test_ties_between_all_digits_end_soon():
    edges = tuple(Edge(i, i + 1, np.zeros(10, np.float32), 0.0, (i, 0, 1, 1)) for i in range(12))
    decoding = decode(Lattice(13, edges), Rule(digits=12))
    assert decoding.confidence == pytest.approx(1e-12)
    assert decoding.runner_up[1] == pytest.approx(1e-12)


@pytest.mark.parametrize(
    ("digits", "rule"),
    [
        (6_001, None),
        (6_001, Rule(digits=8)),
        (1_000, Rule(checksum="mod97", digits=64)),
        (5_000, Rule(ids=tuple(f"{number:07d}" for number in range(10_001)))),
    ],
)
def test_more_ink_than_any_number_has_is_not_read(digits, rule):
    decoding = decode(line("1" * digits), rule)
    assert (decoding.text, decoding.reason) == (None, "there is too much ink for one number")


def test_the_longest_number_that_a_rule_admits_is_read():
    number = "1" * 62
    number += f"{98 - int(number + '00') % 97:02d}"
    assert decode(line(number), Rule(checksum="mod97", digits=64)).text == number
