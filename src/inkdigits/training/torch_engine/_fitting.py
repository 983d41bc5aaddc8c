"""An ensemble's nets on their way, one after another."""

import time
from typing import Any

import numpy as np
import torch
from torch import nn

from inkdigits.data import Dataset
from inkdigits.models import ConvnetRecipe, find_member, member_recipes
from inkdigits.training._progress import TrainingProgress
from inkdigits.training._run import Run
from inkdigits.training.torch_engine._boosting import hard_digits
from inkdigits.training.torch_engine._checkpoint import keep_epoch, load_checkpoint
from inkdigits.training.torch_engine._digits import TrainingDigits
from inkdigits.training.torch_engine._net import ConvnetNet
from inkdigits.training.torch_engine._trainer import Trainer
from inkdigits.training.torch_engine._watch import watch


class Fitting:
    """The finished nets, the one that is trained, and the history.

    Args:
        run: where checkpoints and history go.
        recipe: of the whole ensemble, its device and precision settled.
        train: labelled digits to learn from.
        validation: labelled digits to watch; None watches none.
        progress: who follows.
        member: the only one to train, from 0, as it would be trained among the others; None trains
            all of them.
    """

    def __init__(
        self,
        run: Run,
        recipe: ConvnetRecipe,
        train: Dataset,
        validation: Dataset | None,
        progress: TrainingProgress,
        member: int | None = None,
    ) -> None:
        self.finished: list[nn.Sequential] = []
        self._run = run
        self._recipe = recipe
        self._train = train
        self._validation = validation
        self._progress = progress
        self._history = run.history
        self._members = member_recipes(recipe)
        everyone = range(len(self._members))
        self._mine = everyone if member is None else everyone[member : member + 1]
        self._device = torch.device(recipe.device)
        self._steps_an_epoch = 0
        self._trainer: Trainer | None = None

    def carry_out(self) -> None:
        """Train every epoch that is left."""
        first, total = (self._epochs_before(end) for end in (self._mine.start, self._mine.stop))
        done = first + len(self._history)
        with TrainingDigits(self._train, self._recipe, self._device) as digits:
            self._steps_an_epoch = len(digits) // digits.batch_size
            if done > first:
                self._restore(load_checkpoint(self._run, done), done)
            shortest = min(map(self._steps, self._members))
            self._progress.begin(done + 1, total, min(self._steps_an_epoch, shortest))
            for epoch in range(done, total):
                self._train_epoch(digits, epoch, last=epoch + 1 == total)

    def _epochs_before(self, member: int) -> int:
        return sum(recipe.rounds for recipe in self._members[:member])

    def _train_epoch(self, digits: TrainingDigits, epoch: int, last: bool) -> None:
        member, round_ = find_member(self._members, epoch)
        trainer = self._trainer or self._new_trainer(member)
        began = time.perf_counter()
        images, labels = digits.epoch(epoch, last)
        if self._recipe.boosted and self.finished:
            chances = self._recipe.seed, epoch
            images, labels = hard_digits(
                self.finished, images, labels, self._recipe.normalize, chances
            )
        loss, accuracy = trainer.train_epoch(
            images, labels, lambda *done: self._progress.batch(epoch + 1, *done)
        )
        row = {"epoch": epoch + 1, "loss": loss, "accuracy": accuracy}
        row |= {"learning_rate": trainer.rate, "seconds": time.perf_counter() - began}
        # To watch, one view will do; nine would cost nine times as much.
        row |= watch(ConvnetNet([trainer.net()], self._recipe.normalize, 1), self._validation)
        finished = round_ + 1 == self._members[member].rounds
        if finished:
            self.finished.append(trainer.net())
        self._trainer = None if finished else trainer
        state = {
            "finished": [net.state_dict() for net in self.finished],
            "trainer": None if self._trainer is None else self._trainer.state(),
        }
        keep_epoch(self._run, state, self._history, row, self._progress)

    def _new_trainer(self, member: int) -> Trainer:
        seed = np.random.SeedSequence([self._recipe.seed, member]).generate_state(1)[0]
        recipe = self._members[member]
        return Trainer(recipe, int(seed), self._steps(recipe))

    def _steps(self, recipe: ConvnetRecipe) -> int:
        """How many a member takes; one at least in its last epoch, however small a part it is."""
        steps = self._steps_an_epoch
        return max((recipe.rounds - 1) * steps + 1, round(recipe.epochs * steps))

    def _restore(self, state: dict[str, Any], done: int) -> None:
        for member, saved in zip(self._mine, state["finished"], strict=False):
            net = self._new_trainer(member).net()
            net.load_state_dict(saved)
            self.finished.append(net)
        if state["trainer"] is not None:
            self._trainer = self._new_trainer(find_member(self._members, done)[0])
            self._trainer.restore(state["trainer"])
