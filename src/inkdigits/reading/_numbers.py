"""Which numbers stand in a row: one, or several with wide gaps between."""

from dataclasses import replace
from itertools import pairwise

from inkdigits.reading._lattice import Lattice
from inkdigits.reading.rules import Decoding, Rule, decode

NO_DIGIT = "looks like no digit"
"""Why ink is left out."""

Number = tuple[Lattice, Decoding]
"""The ink that a number was read from, and what it says."""


def find_numbers(lattice: Lattice, rule: Rule | None) -> list[Number]:
    """Decode a row.

    A rule speaks of a number, and a row with wide gaps may hold several: it is taken in one or in
    parts, whichever is likelier. Without a rule it is one text with spaces.
    """
    free = decode(lattice)
    if rule is None:
        return [(lattice, free)]
    if not free.text:  # a rule forces nothing to be a number that looks like none
        return [(lattice, Decoding(None, 0.0, reason=NO_DIGIT))]
    whole = [(lattice, decode(lattice, rule))]
    if not lattice.gaps:
        return whole
    parts = [(part, decode(part, rule)) for part in part_at_gaps(lattice)]
    return max(whole, parts, key=_log_likelihood)


def part_at_gaps(lattice: Lattice) -> list[Lattice]:
    """What lies between the wide gaps of a row."""
    cuts = [0, *sorted(lattice.gaps), lattice.nodes - 1]
    return [_between(lattice, start, end) for start, end in pairwise(cuts)]


def _between(lattice: Lattice, start: int, end: int) -> Lattice:
    edges = tuple(
        replace(edge, start=edge.start - start, end=edge.end - start)
        for edge in lattice.edges
        if start <= edge.start and edge.end <= end
    )
    return Lattice(end - start + 1, edges)


def _log_likelihood(numbers: list[Number]) -> float:
    return sum(found.free_log_probability for _, found in numbers)
