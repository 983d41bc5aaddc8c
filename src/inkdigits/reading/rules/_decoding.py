"""What decoding a lattice returns."""

from dataclasses import dataclass

from inkdigits.arrays import FloatArray
from inkdigits.reading._lattice import Edge
from inkdigits.reading._page import Box

NO_READING = "no reading of the ink has any weight"


@dataclass(frozen=True, eq=False)
class DecodedDigit:
    """One digit of a number.

    Attributes:
        digit: 0 to 9.
        edge: what it was read from; None where an id of a list has a digit that has no ink.
        box: around its ink; where there is none, the box of the nearest digit that has some.
        probabilities: (10,) float32, sum 1, of each digit here under the rule.
    """

    digit: int
    edge: Edge | None
    box: Box
    probabilities: FloatArray


@dataclass(frozen=True, eq=False)
class Decoding:
    """The number in a lattice.

    Attributes:
        text: its digits, with the signs of the rule's pattern or else a space at each wide gap;
            None where the rule admits no reading.
        confidence: the weight of all readings that give `text` over that of all that the rule
            admits; 0 where there is no text.
        digits: one for each digit of `text`.
        runner_up: the next most probable text and its probability; None where there is no other,
            and without a rule.
        free_log_probability: natural logarithm of the probability of `text` had no rule been
            given. Where it is very low, the rule was forced on ink that says something else.
        reason: why there is no text; None where there is one.
    """

    text: str | None
    confidence: float
    digits: tuple[DecodedDigit, ...] = ()
    runner_up: tuple[str, float] | None = None
    free_log_probability: float = -float("inf")
    reason: str | None = None
