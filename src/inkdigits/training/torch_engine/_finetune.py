"""From a finished recognizer and somebody's own digits to one that knows both."""

import time

import numpy as np
import torch

from inkdigits.data import Dataset
from inkdigits.models import FinetuneRecipe
from inkdigits.preprocess import AUGMENTATIONS
from inkdigits.training._progress import TrainingProgress
from inkdigits.training._run import Run
from inkdigits.training.torch_engine._checkpoint import keep_epoch, load_checkpoint
from inkdigits.training.torch_engine._learner import Learner
from inkdigits.training.torch_engine._net import ConvnetNet
from inkdigits.training.torch_engine._rehearsal import rehearsal
from inkdigits.training.torch_engine._source import read_source
from inkdigits.training.torch_engine._watch import watch

_REPORTED = 5  # steps


def finetune(
    run: Run, train: Dataset, validation: Dataset | None, progress: TrainingProgress
) -> ConvnetNet:
    """Let the run's source learn, from the last checkpoint if there is one.

    Args:
        run: where the source, checkpoints and history are, and the recipe.
        train: labelled digits to learn from.
        validation: labelled digits to watch; they choose nothing.
        progress: who follows.

    Raises:
        WorkError: the loss became NaN or infinite.
        InputError: the source or the last checkpoint is missing.
    """
    assert isinstance(run.recipe, FinetuneRecipe)
    source = read_source(run.source, run.recipe.start)
    finetuning = _Finetuning(run, run.recipe, source, train, validation, progress)
    try:
        return finetuning.carry_out()
    finally:
        progress.end()


class _Finetuning:
    """A run on its way."""

    def __init__(
        self,
        run: Run,
        recipe: FinetuneRecipe,
        source: ConvnetNet,
        train: Dataset,
        validation: Dataset | None,
        progress: TrainingProgress,
    ) -> None:
        self._run = run
        self._recipe = recipe
        self._source = source
        self._train = train
        self._validation = validation
        self._progress = progress
        self._history = run.history
        self._steps = -(-len(train) // recipe.batch_size)
        self._learner = Learner(source.nets, recipe, self._steps * recipe.epochs)

    def carry_out(self) -> ConvnetNet:
        """Train every epoch that is left."""
        done, epochs = len(self._history), self._recipe.epochs
        if done:
            self._learner.restore(load_checkpoint(self._run, done))
        self._progress.begin(done + 1, epochs, self._steps)
        for epoch in range(done, epochs):
            self._train_epoch(epoch)
        return self._trained()

    def _trained(self) -> ConvnetNet:
        return self._source.with_nets(self._learner.nets())

    def _train_epoch(self, epoch: int) -> None:
        began = time.perf_counter()
        images, labels, remembered = self._draw(epoch)
        size, losses, shares = self._recipe.batch_size, [], []
        for step in range(self._steps):
            own = slice(step * size, (step + 1) * size)
            beside = slice(own.start * self._recipe.remembered, own.stop * self._recipe.remembered)
            loss, share = self._learner.step(images[own], labels[own], remembered[beside])
            losses.append(loss)
            shares.append(share)
            if (step + 1) % _REPORTED == 0 or step + 1 == self._steps:
                mean_loss, mean_share = float(np.mean(losses)), float(np.mean(shares))
                self._progress.batch(epoch + 1, step + 1, mean_loss, mean_share)
        row = {"epoch": epoch + 1, "loss": mean_loss, "accuracy": mean_share}
        row |= {"learning_rate": self._learner.rate, "seconds": time.perf_counter() - began}
        row |= watch(self._trained(), self._validation)
        keep_epoch(self._run, self._learner.state(), self._history, row, self._progress)

    def _draw(self, epoch: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The digits of an epoch, varied and in a drawn order, and the pictures beside them."""
        recipe, labels = self._recipe, self._train.labels
        assert labels is not None
        rng = np.random.default_rng([recipe.seed, epoch])
        order = rng.permutation(len(self._train))
        images = AUGMENTATIONS[recipe.augmentation](self._train.images[order], rng)
        remembered = rehearsal(len(order) * recipe.remembered, recipe.start, rng)
        wanted = labels[order].astype(np.int64)
        return torch.tensor(images), torch.tensor(wanted), torch.tensor(remembered)
