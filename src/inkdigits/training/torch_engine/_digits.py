from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from inkdigits.arrays import Images, Labels
from inkdigits.data import Dataset
from inkdigits.data.non_digits import non_digits
from inkdigits.models import ConvnetRecipe, find_member, member_recipes
from inkdigits.preprocess import AUGMENTATIONS, augment_habits

NO_DIGIT = 10
"""The label of a picture that shows no digit."""

_AUGMENTATION_STREAM = 1  # keeps these chances apart from the order's

Prepared = tuple[Images, npt.NDArray[np.int64]]


class TrainingDigits:
    """The training part as each epoch sees it; the next epoch's is prepared while this one trains.

    What an epoch sees depends on the recipe's seed and the epoch's number alone.

    Args:
        train: labelled digits.
        recipe: how they are varied, and whether pictures of no digit join them.
        device: where they shall lie.
    """

    def __init__(self, train: Dataset, recipe: ConvnetRecipe, device: torch.device) -> None:
        assert train.labels is not None
        self._images, self._labels = train.images, train.labels
        self._recipe = recipe
        self._members = member_recipes(recipe)
        self._device = device
        self._workers = ThreadPoolExecutor(max_workers=1)
        self._coming: dict[int, Future[Prepared]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._workers.shutdown(cancel_futures=True)

    def __len__(self) -> int:
        return len(self._images) + self._non_digits

    @property
    def batch_size(self) -> int:
        """The recipe's, or all there are if they are fewer."""
        return min(self._recipe.batch_size, len(self))

    @property
    def _non_digits(self) -> int:
        return int(len(self._images) * self._recipe.non_digits)

    def epoch(self, number: int, last: bool) -> tuple[Tensor, Tensor]:
        """The pictures of an epoch (from 0), in a drawn order.

        Args:
            number: of the epoch; the members of an ensemble count on.
            last: whether no epoch follows, and so nothing is to be prepared.

        Returns:
            (N, 28, 28) uint8 pictures and (N,) int64 labels, on the device.
        """
        coming = self._coming.pop(number, None) or self._workers.submit(self._prepare, number)
        if not last:
            self._coming[number + 1] = self._workers.submit(self._prepare, number + 1)
        images, labels = map(torch.from_numpy, coming.result())
        return images.to(self._device, non_blocking=True), labels.to(self._device)

    def _prepare(self, number: int) -> Prepared:
        recipe = self._recipe
        images, labels = self._images, self._labels
        rng = np.random.default_rng([recipe.seed, number, _AUGMENTATION_STREAM])
        if self._non_digits:
            images, labels = self._with_non_digits(rng)
        if recipe.habits:
            images = augment_habits(images, labels, rng, recipe.habits)
        member, round_ = find_member(self._members, number)
        own = self._members[member]
        finishing = round_ >= own.rounds - own.finish_epochs
        images = AUGMENTATIONS[own.finish if finishing else own.augmentation](images, rng)
        order = np.random.default_rng([recipe.seed, number]).permutation(len(images))
        # NumPy alone here: one parallel operation of torch's in a second thread makes OpenMP count
        # more threads than there are cores, and wait asleep from then on, which costs a third.
        return images[order], labels[order].astype(np.int64)

    def _with_non_digits(self, rng: np.random.Generator) -> tuple[Images, Labels]:
        seed = int(rng.integers(2**32))
        drawn = non_digits(self._images, self._labels, self._non_digits, seed, part="train")
        others = np.full(len(drawn.images), NO_DIGIT, np.uint8)
        images = np.concatenate([self._images, drawn.images])
        return images, np.concatenate([self._labels, others])
