import math
from itertools import islice

import numpy as np

from inkdigits.reading._lattice import Lattice
from inkdigits.reading.rules._automaton import Automaton
from inkdigits.reading.rules._decoding import NO_READING, DecodedDigit, Decoding
from inkdigits.reading.rules._free import read_free
from inkdigits.reading.rules._listed import read_listed
from inkdigits.reading.rules._paths import Step, spaced
from inkdigits.reading.rules._rule import Rule
from inkdigits.reading.rules._spell import score_ids
from inkdigits.reading.rules._trellis import backward, best_paths, digit_posterior, forward

PATHS = 16
MOST_PATHS = 256

# More is no number written on a line, and would take minutes and gigabytes; each is some seconds.
MOST_EDGES = 6_000
MOST_STEPS = 4_000_000  # edges by states
MOST_SPELLED = 400_000_000  # edges by digits of a list
TOO_MUCH_INK = "there is too much ink for one number"


def decode(lattice: Lattice, rule: Rule | None = None) -> Decoding:
    """Find the number in a line, jointly over where its digits part and what they are.

    The candidates are the texts of the `PATHS` best paths, or of more where these give one text
    only (the most probable of all texts cannot be found exactly at bounded cost, for a text is the
    sum of many paths). Each candidate's probability is exact: the weight of all paths that give
    it, over that of all paths that the rule admits. Without a rule the only candidate is the best
    path. With a list of ids, every id is a candidate, and digits without ink and ink without a
    digit are admitted at the penalties of `score_ids`.

    Args:
        lattice: the line.
        rule: what is known of the number; None where nothing is.

    Returns:
        The number; without text and with the reason where no reading is admitted.
    """
    if _is_too_much(lattice, rule):
        return Decoding(None, 0.0, reason=TOO_MUCH_INK)
    free = read_free(lattice)
    if free.path is None:
        return Decoding(None, 0.0, reason=NO_READING)
    if rule is None:
        return _unruled(lattice, free.path, min(0.0, free.log_weight - free.log_total))
    if rule.ids is not None or rule.automaton is None:
        return read_listed(lattice, rule, free.log_total)
    return _ruled(lattice, rule, rule.automaton, free.log_total)


def _is_too_much(lattice: Lattice, rule: Rule | None) -> bool:
    edges = len(lattice.edges)
    if rule is None or edges > MOST_EDGES:
        return edges > MOST_EDGES
    if rule.ids is not None:
        return edges * sum(len(number) + 1 for number in rule.admitted_ids) > MOST_SPELLED
    return rule.automaton is not None and edges * len(rule.automaton.table) > MOST_STEPS


def _unruled(lattice: Lattice, path: list[Step], log_probability: float) -> Decoding:
    digits = []
    for edge, digit in path:
        if digit is not None:
            odds = np.exp(edge.scores - edge.scores[digit])
            digits.append(DecodedDigit(digit, edge, edge.box, odds / odds.sum()))
    probability = math.exp(log_probability)
    return Decoding(spaced(lattice, path), probability, tuple(digits), None, log_probability)


def _ruled(lattice: Lattice, rule: Rule, automaton: Automaton, free_total: float) -> Decoding:
    candidates = _candidates(lattice, automaton)
    if not candidates:
        return Decoding(None, 0.0, reason=f"the ink can be no number {rule}")
    weights = score_ids(lattice, list(candidates), -math.inf, -math.inf)
    behind = backward(lattice, automaton, np.logaddexp)
    paths = list(candidates.values())
    ranked = np.argsort(-weights, kind="stable")[:2].tolist()
    texts = [rule.printed(_number(paths[at])) or spaced(lattice, paths[at]) for at in ranked]
    shares = [math.exp(min(0.0, weights[at] - behind[0, 0])) for at in ranked]
    before = forward(lattice, automaton)
    digits = tuple(
        DecodedDigit(digit, edge, edge.box, digit_posterior(edge, before, behind, automaton))
        for edge, digit in paths[ranked[0]]
        if digit is not None
    )
    runner_up = (texts[1], shares[1]) if len(ranked) > 1 else None
    return Decoding(texts[0], shares[0], digits, runner_up, float(weights[ranked[0]]) - free_total)


def _candidates(lattice: Lattice, automaton: Automaton) -> dict[str, list[Step]]:
    """The numbers of the best paths, each with its best path."""
    found: dict[str, list[Step]] = {}
    for count, path in enumerate(islice(best_paths(lattice, automaton), MOST_PATHS), 1):
        found.setdefault(_number(path), path)
        if count >= PATHS and len(found) > 1:
            break
    return found


def _number(path: list[Step]) -> str:
    return "".join(str(digit) for _, digit in path if digit is not None)
