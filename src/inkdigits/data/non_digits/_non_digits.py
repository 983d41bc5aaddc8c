from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import Images, Labels
from inkdigits.data.non_digits._digits import half_digits, two_digits
from inkdigits.data.non_digits._faces import Part
from inkdigits.data.non_digits._glyphs import letters, punctuation
from inkdigits.data.non_digits._held_out import drawings, marks, stains
from inkdigits.data.non_digits._lines import lines
from inkdigits.data.non_digits._paper import blank, noise
from inkdigits.data.non_digits._scribbles import scribbles
from inkdigits.errors import InputError

KINDS = (
    "blank",
    "noise",
    "scribble",
    "letter",
    "punctuation",
    "two digits",
    "half digit",
    "lines",
)
"""What both parts hold."""

HELD_OUT_KINDS = ("mark", "drawing", "stain")
"""What only the test part holds, so that it measures what nobody was trained on."""

_Maker = Callable[[int, np.random.Generator], Images]


@dataclass(frozen=True, eq=False)
class NonDigits:
    """Fields that hold no digit.

    Attributes:
        images: (N, 28, 28) uint8, ink bright (255) on dark (0).
        kinds: (N,) str, what each is: one of KINDS or HELD_OUT_KINDS.
    """

    images: Images
    kinds: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.images)


def non_digits(digits: Images, labels: Labels, count: int, seed: int, part: Part) -> NonDigits:
    """Draw fields of which nobody would say that they hold one digit.

    The parts differ in more than their chances: letters and punctuation stand in other families of
    type, and three kinds are in the test part only.

    Args:
        digits: (M, 28, 28) uint8, real digits, of which pairs and halves are made; the training
            digits for the training part, the test digits for the test part.
        labels: (M,) uint8, 0 to 9.
        count: how many to draw; each kind gets the same share.
        seed: the same one gives the same fields.
        part: "train" or "test".

    Returns:
        `count` fields in random order.

    Raises:
        InputError: the count is negative, there are no digits to make halves of, or matplotlib,
            whose fonts are used, is not installed.
    """
    if count < 0:
        raise InputError(f"got a count of {count} non-digits, wanted 0 or more")
    if digits.shape != (len(labels), 28, 28) or digits.dtype != np.uint8:
        raise InputError(
            f"got digits of shape {digits.shape} and type {digits.dtype} with {len(labels)} "
            "labels, wanted (N, 28, 28) uint8 and a label for each"
        )
    inked = digits.any(axis=(1, 2))
    if count and not inked.any():
        raise InputError("got no digits, wanted some to make pairs and halves of")
    makers = _makers(digits[inked], labels[inked], part)
    seeds = np.random.SeedSequence([seed, part == "test"]).spawn(len(makers) + 1)
    shares = [len(share) for share in np.array_split(np.empty(count), len(makers))]
    fields = [
        make(share, np.random.default_rng(chances)) if share else np.zeros((0, 28, 28), np.uint8)
        for make, share, chances in zip(makers.values(), shares, seeds[1:], strict=True)
    ]
    order = np.random.default_rng(seeds[0]).permutation(count)
    return NonDigits(np.concatenate(fields)[order], np.repeat(list(makers), shares)[order])


def _makers(digits: Images, labels: Labels, part: Part) -> dict[str, _Maker]:
    makers: dict[str, _Maker] = {
        "blank": blank,
        "noise": noise,
        "scribble": scribbles,
        "letter": partial(letters, part=part),
        "punctuation": partial(punctuation, part=part),
        "two digits": partial(two_digits, digits=digits, labels=labels),
        "half digit": partial(half_digits, digits=digits, labels=labels),
        "lines": lines,
    }
    if part == "test":
        makers |= {"mark": marks, "drawing": drawings, "stain": stains}
    return makers
