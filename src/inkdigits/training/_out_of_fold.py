import math
import tempfile
from collections.abc import Callable
from typing import Any

import numpy as np

from inkdigits.arrays import Images, Probabilities
from inkdigits.data import Dataset, Split, fold_numbers
from inkdigits.models import GradientRecipe, find_entry
from inkdigits.training._progress import TrainingProgress
from inkdigits.training._train import train

_SHOWN = 30_000
_MOST_EPOCHS = 300


def out_of_fold(
    model: str,
    dataset: Dataset,
    *,
    folds: int = 5,
    seed: int = 0,
    progress: TrainingProgress | None = None,
    begin_fold: Callable[[int, int], None] = lambda fold, digits: None,
    **settings: Any,
) -> Probabilities:
    """What a model says of each digit of a dataset, trained on those of the other folds.

    Args:
        model: registry name, such as "convnet".
        dataset: labelled digits.
        folds: how many times to train; see `inkdigits.data.fold_numbers`.
        seed: of the folds and of every training.
        progress: who follows each training; None follows nothing.
        begin_fold: told which fold is next, from 1, and how many digits it trains on.
        settings: see `train`.

    Returns:
        (N, 10) float32.

    Raises:
        InputError: see `train` and `fold_numbers`.
        WorkError: see `train`.
    """
    numbers = fold_numbers(dataset, folds, seed)
    probabilities = np.empty((len(dataset), 10), np.float32)
    for fold in range(folds):
        held = np.flatnonzero(numbers == fold)
        others = dataset.subset(np.flatnonzero(numbers != fold))
        begin_fold(fold + 1, len(others))
        probabilities[held] = train_and_ask(
            model, others, dataset.images[held], seed=seed, progress=progress, **settings
        )
    return probabilities


def train_and_ask(
    model: str,
    dataset: Dataset,
    images: Images,
    *,
    progress: TrainingProgress | None = None,
    **settings: Any,
) -> Probabilities:
    """Train a model on a dataset, and have it say what it thinks of other digits.

    The recipes are made for MNIST's 60,000 digits. A small dataset is gone over more often, unless
    `settings` name the epochs: till 30,000 digits have been shown, but no more than 300 times.

    Args:
        model: registry name, such as "convnet".
        dataset: labelled digits to train on.
        images: (N, 28, 28) uint8.
        progress: see `train`.
        settings: see `train`.

    Returns:
        (N, 10) float32. Nothing else is left of the training.

    Raises:
        InputError: see `train`.
        WorkError: see `train`.
    """
    enough = math.ceil(min(_SHOWN / max(1, len(dataset)), _MOST_EPOCHS))
    recipe = find_entry(model).recipe
    if isinstance(recipe, GradientRecipe) and enough > recipe.epochs:
        settings.setdefault("epochs", enough)
    with tempfile.TemporaryDirectory(prefix="inkdigits-") as runs:
        run = train(model, Split(dataset, None), out=runs, progress=progress, **settings)
        return run.answers().predict_proba(images)
