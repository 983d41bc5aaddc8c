"""From what the line net says column by column to the digits of a row."""

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from inkdigits.arrays import FloatArray
from inkdigits.reading._line_net import BLANK, STRIDE

_NOTICED = 0.05  # probability from which on a digit that is not said is kept in mind
_LEAST = 1e-4  # probability below which nothing is held to be impossible


@dataclass(frozen=True, eq=False)
class Slot:
    """A place in a row where a digit may stand.

    Attributes:
        middle: in pixels from the left of the strip.
        digits: (10,) float32, the natural logarithm of the probability that it is each digit.
        none: that of there being no digit.
    """

    middle: float
    digits: FloatArray
    none: float

    @property
    def is_said(self) -> bool:
        """Whether some digit is likelier than none."""
        return bool(self.digits.max() > self.none)


def find_slots(said: FloatArray) -> list[Slot]:
    """Where digits may stand, from left to right.

    Neighbouring columns that say the same digit are one, as in the decoding by the best path
    (Graves et al., "Connectionist Temporal Classification", ICML 2006, section 3.2). Where no
    digit is said, though one is not quite impossible, there is a slot that is likely empty.

    Args:
        said: (11, T) float32, as the line net answers.
    """
    best = said.argmax(axis=0)
    inked = (best != BLANK) | (np.exp(said[BLANK]) < 1 - _NOTICED)
    slots: list[Slot] = []
    for is_inked, region in groupby(range(len(best)), key=inked.__getitem__):
        if is_inked:
            columns = list(region)
            runs = [list(run) for _, run in groupby(columns, key=best.__getitem__)]
            told = [run for run in runs if best[run[0]] != BLANK]
            slots += [_slot(said, run) for run in told or [columns]]
    return slots


def _slot(said: FloatArray, columns: list[int]) -> Slot:
    here = np.exp(said[:, columns])
    shares = np.append(here[:BLANK].max(axis=1), here[BLANK].min())
    logs = np.log(np.maximum(shares / shares.sum(), _LEAST)).astype(np.float32)
    weights = 1 - here[BLANK]
    # The net looks at two pixels a column, the middle of its look being that of the first.
    middle = STRIDE * float(np.average(columns, weights=weights)) + 0.5
    return Slot(middle, logs[:BLANK], float(logs[BLANK]))
