"""What a net that learns something new is shown, that it may not forget what it knew."""

import numpy as np

from inkdigits.arrays import Images
from inkdigits.data import load_dataset
from inkdigits.data.non_digits import non_digits
from inkdigits.models import ConvnetRecipe
from inkdigits.preprocess import AUGMENTATIONS


def rehearsal(count: int, start: ConvnetRecipe, rng: np.random.Generator) -> Images:
    """Pictures to ask the source about: the digits in the package, and no digits.

    Nobody looks at their labels: what is to be kept are the source's answers, whatever they are.

    Args:
        count: how many.
        start: what the source was trained by; its augmentation and its share of non-digits are
            taken again.
        rng: where the chances come from.

    Returns:
        (count, 28, 28) uint8, in a drawn order.
    """
    if not count:
        return np.zeros((0, 28, 28), np.uint8)
    known = load_dataset("embedded").train
    assert known.labels is not None
    others = int(count * start.non_digits / (1 + start.non_digits))
    images = known.images[rng.integers(0, len(known), count - others)]
    if others:
        seed = int(rng.integers(2**32))
        drawn = non_digits(known.images, known.labels, others, seed, part="train")
        images = np.concatenate([images, drawn.images])[rng.permutation(count)]
    return AUGMENTATIONS[start.augmentation](images, rng)
