import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.errors import InputError
from inkdigits.reading._lattice import Edge, Lattice
from inkdigits.reading.rules import Rule, decode, posterior, read_stack, score_ids
from inkdigits.reading.rules._listed import align
from inkdigits.reading.rules._spell import INVENTED, MISSED
from tests.reading.rules.lattices import line, random_lattice, readings, text_weights

seeds = st.integers(0, 10_000)
NO_DIGIT = np.full(10, -np.inf, np.float32)


@given(seed=seeds, pieces=st.integers(1, 4))
def test_believing_the_lattice_an_ids_score_is_the_sum_of_its_paths(seed, pieces):
    lattice = random_lattice(seed, pieces, digits=3)
    weights = text_weights(lattice)
    ids = ["", "0", "1", "02", "21", "111", "9"]
    expected = [weights.get(number, -math.inf) for number in ids]
    assert score_ids(lattice, ids, -math.inf, -math.inf) == pytest.approx(expected)


def penalised(lattice: Lattice, number: str, missed: float, invented: float) -> list[float]:
    """Log-weights of all ways to take each edge and each digit of `number`, from the left."""

    def ways(node: int, read: int, weight: float) -> None:
        if node == lattice.nodes - 1 and read == len(number):
            found.append(weight)
        if read < len(number):
            ways(node, read + 1, weight + missed)
        for edge in lattice.edges:
            if edge.start == node:
                scores = edge.scores.astype(np.float64)
                invention = float(np.logaddexp.reduce(scores)) + invented
                ways(edge.end, read, weight + edge.skip)
                ways(edge.end, read, weight + invention)
                if read < len(number):
                    ways(edge.end, read + 1, weight + float(scores[int(number[read])]))

    found: list[float] = []
    ways(0, 0, 0.0)
    return found


@given(seed=seeds, pieces=st.integers(1, 3))
def test_missed_and_invented_digits_count_at_their_price(seed, pieces):
    lattice = random_lattice(seed, pieces)
    ids = ["0", "12", "201"]
    prices = math.log(0.05), math.log(0.02)
    expected = [np.logaddexp.reduce(penalised(lattice, number, *prices)) for number in ids]
    assert score_ids(lattice, ids, *prices) == pytest.approx(expected)


def test_every_id_scores_finitely_and_the_right_one_best_when_a_digit_is_lost_or_invented():
    rng = np.random.default_rng(0)
    ids = tuple(f"{number:08d}" for number in rng.choice(10**8, 200, replace=False))
    for read in (ids[7], ids[7][:3] + ids[7][4:], ids[7][:5] + "4" + ids[7][5:], ids[7][:7] + "0"):
        lattice = line(read)
        scores = score_ids(lattice, ids)
        assert np.isfinite(scores).all()
        assert scores.argmax() == 7
        decoding = decode(lattice, Rule(ids=ids))
        assert decoding.text == ids[7]
        assert decoding.confidence == pytest.approx(posterior(scores)[7])
        assert decoding.confidence > 0.99
        others = np.delete(posterior(scores), 7)
        assert decoding.runner_up[1] == pytest.approx(others.max())


@given(seed=seeds)
def test_the_alignment_is_the_best_of_all(seed):
    lattice = random_lattice(seed, 3, impossible=0)
    edges, _ = align(lattice, "123")
    reads = {edge: digit for edge, digit in zip(edges, (1, 2, 3), strict=True) if edge}
    chosen = MISSED * edges.count(None)
    forced = []
    for edge in lattice.edges:  # read those of the alignment and pass the others
        passing = float(np.logaddexp(edge.skip, np.logaddexp.reduce(edge.scores) + INVENTED))
        inked = any(edge.start < read.end and read.start < edge.end for read in reads)
        weight = edge.scores[reads[edge]] if edge in reads else -math.inf if inked else passing
        forced.append(Edge(edge.start, edge.end, NO_DIGIT, float(weight), edge.box))
    chosen += max(weight for _, weight in readings(Lattice(lattice.nodes, tuple(forced))))
    # Either way to pass an edge counts in the alignment; the best single way is within log 2 each.
    best = max(penalised(lattice, "123", MISSED, INVENTED))
    assert best - 1e-4 <= chosen <= best + 3 * math.log(2)


def test_a_digit_without_ink_says_so_and_points_beside_it():
    ids = ("12345678", "87654321")
    decoding = decode(line("1235678"), Rule(ids=ids))
    assert decoding.text == "12345678"
    lost = decoding.digits[3]
    assert (lost.digit, lost.edge) == (4, None)
    assert lost.box == decoding.digits[2].box == (40, 5, 15, 25)
    assert [digit.edge is None for digit in decoding.digits].count(True) == 1
    assert lost.probabilities[4] == pytest.approx(decoding.confidence)


def test_probabilities_of_a_digit_are_those_of_the_ids_that_have_it_there():
    decoding = decode(line("10", doubt=0.4), Rule(ids=("10", "20", "11", "123")))
    shares = posterior(score_ids(line("10", doubt=0.4), ["10", "20", "11"]))
    assert decoding.digits[0].probabilities[1] == pytest.approx(shares[0] + shares[2])
    assert decoding.digits[1].probabilities[0] == pytest.approx(shares[0] + shares[1])


def test_an_id_of_which_hardly_anything_is_there_is_not_read():
    decoding = decode(line("12"), Rule(ids=("12345678", "99999999")))
    assert (decoding.text, decoding.confidence) == (None, 0)
    assert decoding.reason == (
        "the ink is none of 2 ids: for 12345678, the nearest, 6 digits are missing or too many"
    )


def test_a_pattern_prints_the_id_and_a_gap_does_not():
    lattice = Lattice(5, line("1234").edges, frozenset([2]))
    assert decode(lattice, Rule(ids=("1234", "99"))).text == "1234"
    assert decode(lattice, Rule(ids=("1234", "99"), pattern=r"\d\d-\d\d")).text == "12-34"


def test_over_a_stack_each_id_is_used_once():
    rule = Rule(ids=("11", "17", "77"))
    doubtful = list(line("11").edges)
    scores = np.full(10, -12, np.float32)
    scores[[1, 7]] = np.log([0.55, 0.45])
    doubtful[1] = Edge(1, 2, scores, -9, doubtful[1].box)
    pages = [Lattice(3, tuple(doubtful)), line("11"), Lattice(2, ()), line("77"), line("77")]
    assert decode(pages[0], rule).text == "11"
    found = read_stack(pages, rule)
    assert [decoding.text for decoding in found] == ["17", "11", None, "77", None]
    assert found[0].confidence == pytest.approx(0.45, abs=0.01)
    assert found[0].runner_up == ("11", pytest.approx(0.55, abs=0.01))
    assert found[2].reason == "no reading of the ink has any weight"
    assert found[4].reason == "all 3 ids fit other pages better"
    assert read_stack([], rule) == []


def test_posterior_rows_sum_to_one():
    shares = posterior(np.array([[-1000.0, -1001.0], [0.0, 0.0]]))
    assert shares.sum(axis=1) == pytest.approx([1, 1])
    assert shares[0, 0] == pytest.approx(1 / (1 + math.exp(-1)))


def test_more_lines_and_ids_than_can_be_assigned_are_refused():
    rule = Rule(ids=tuple(f"{number:05d}" for number in range(20_000)))
    with pytest.raises(InputError, match="got 1,000 lines for 20,000 ids, more than can be assign"):
        read_stack([line("1")] * 1_000, rule)
