"""Training batches in an order that depends on the seed and the epoch, and on nothing else.

So a resumed run sees the digits that the uninterrupted one would have seen.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from inkdigits.arrays import FloatArray, Images, Labels
from inkdigits.models import KerasRecipe, import_keras
from inkdigits.preprocess import AUGMENTATIONS, Preprocessing

_PyDataset: Any = import_keras().utils.PyDataset


def buffered_shuffle(count: int, buffer: int, rng: np.random.Generator) -> npt.NDArray[np.intp]:
    """Order in which a shuffle buffer lets through the numbers 0 to count - 1.

    The buffer holds the next `buffer` numbers; one is drawn at random and the next of the row takes
    its place. As tf.data's `Dataset.shuffle(buffer)`: a number comes out at most `buffer` - 1
    places early, so a small buffer mixes only neighbours.

    Args:
        count: how many numbers.
        buffer: size of the buffer; 0, or `count` and more, shuffles all evenly.
        rng: where the chances come from.

    Returns:
        (count,) a permutation.
    """
    if buffer <= 0 or buffer >= count:
        return rng.permutation(count)
    order = np.arange(count)
    # Stage 1: draw from the full buffer while there is something to refill it with.
    held = order[:buffer].tolist()
    slots = rng.integers(0, buffer, count - buffer).tolist()
    drawn = []
    for incoming, slot in zip(range(buffer, count), slots, strict=True):
        drawn.append(held[slot])
        held[slot] = incoming
    # Stage 2: empty it.
    order[: count - buffer] = drawn
    order[count - buffer :] = rng.permutation(held)
    return order


def targets_for(labels: Labels, recipe: KerasRecipe) -> npt.NDArray[Any]:
    """Labels as the recipe's loss wants them: (N,) digits, or (N, 10) one-hot float32."""
    if recipe.loss == "categorical_crossentropy":
        return np.eye(10, dtype=np.float32)[labels]
    return labels


class TrainingBatches(_PyDataset):  # type: ignore[misc]
    """Keras' view of the training part: shuffled, augmented and preprocessed, epoch by epoch."""

    def __init__(
        self, images: Images, labels: Labels, recipe: KerasRecipe, preprocessing: Preprocessing
    ) -> None:
        super().__init__()
        self._images = images
        self._targets = targets_for(labels, recipe)
        self._recipe = recipe
        self._preprocessing = preprocessing
        self._inputs: FloatArray | None = None
        self._order: npt.NDArray[np.intp] = np.arange(len(images))

    def prepare(self, epoch: int) -> None:
        """Draw the order, and the augmented digits, of `epoch` (from 0)."""
        rng = np.random.default_rng([self._recipe.seed, epoch])
        self._order = buffered_shuffle(len(self._images), self._recipe.shuffle_buffer, rng)
        if self._recipe.augmentation != "none":
            augment = AUGMENTATIONS[self._recipe.augmentation]
            self._inputs = self._preprocessing(augment(self._images, rng))
        elif self._inputs is None:
            self._inputs = self._preprocessing(self._images)

    def __len__(self) -> int:
        return -(-len(self._images) // self._recipe.batch_size)

    def __getitem__(self, index: int) -> tuple[FloatArray, npt.NDArray[Any]]:
        size = self._recipe.batch_size
        chosen = self._order[index * size : (index + 1) * size]
        assert self._inputs is not None, "prepare() comes first"
        return self._inputs[chosen].reshape(-1, 28, 28, 1), self._targets[chosen]
