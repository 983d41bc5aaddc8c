"""The native engine: from a recipe and digits to trained nets, in PyTorch alone."""

import time
from typing import Any

import numpy as np
import torch
from torch import nn

from inkdigits.data import Dataset
from inkdigits.evaluation import fit_temperature
from inkdigits.files import atomic_path
from inkdigits.models import ConvnetRecipe, StackedRecipe, TinyRecipe, find_member, member_recipes
from inkdigits.training._progress import TrainingProgress
from inkdigits.training._run import Run
from inkdigits.training.torch_engine._boosting import hard_digits
from inkdigits.training.torch_engine._checkpoint import keep_epoch, load_checkpoint
from inkdigits.training.torch_engine._device import settle
from inkdigits.training.torch_engine._digits import TrainingDigits
from inkdigits.training.torch_engine._net import ConvnetNet
from inkdigits.training.torch_engine._stacked import replace_last_layer
from inkdigits.training.torch_engine._tiny_net import TinyNet
from inkdigits.training.torch_engine._trainer import Trainer
from inkdigits.training.torch_engine._watch import watch


def fit(
    run: Run, train: Dataset, validation: Dataset | None, progress: TrainingProgress
) -> ConvnetNet:
    """Train the run's nets, one member after another, from the last checkpoint if there is one.

    Args:
        run: where checkpoints and history go, and the recipe.
        train: labelled digits to learn from.
        validation: labelled digits to watch, and to fit the temperature on; None does neither.
        progress: who follows.

    Raises:
        WorkError: the loss became NaN or infinite.
        InputError: the last checkpoint is missing, or the device is not there.
    """
    assert isinstance(run.recipe, ConvnetRecipe)
    recipe = settle(run.recipe)
    fitting = _Fitting(run, recipe, train, validation, progress)
    try:
        fitting.carry_out()
    finally:
        progress.end()
    with atomic_path(run.path / "model.pt") as temporary:
        torch.save([net.cpu().state_dict() for net in fitting.finished], temporary)
    if isinstance(recipe, StackedRecipe):
        progress.step("fitting the last layer", 0, 1)
        fitting.finished = [replace_last_layer(net, recipe, train) for net in fitting.finished]
        progress.end()
    trained = assemble(fitting.finished, recipe)
    if validation is None or validation.labels is None:
        return trained
    temperature = fit_temperature(trained.predict_logits(validation.images), validation.labels)
    return assemble(fitting.finished, recipe, temperature)


def assemble(
    nets: list[nn.Sequential], recipe: ConvnetRecipe, temperature: float = 1.0
) -> ConvnetNet:
    """The trained nets with what their recipe puts around them."""
    if isinstance(recipe, TinyRecipe):
        return TinyNet(nets[0], recipe.views, temperature)
    return ConvnetNet(nets, recipe.normalize, recipe.views, temperature)


class _Fitting:
    """A run on its way: the finished nets, the one that is trained, and the history."""

    def __init__(
        self,
        run: Run,
        recipe: ConvnetRecipe,
        train: Dataset,
        validation: Dataset | None,
        progress: TrainingProgress,
    ) -> None:
        self.finished: list[nn.Sequential] = []
        self._run = run
        self._recipe = recipe
        self._train = train
        self._validation = validation
        self._progress = progress
        self._history = run.history
        self._members = member_recipes(recipe)
        self._device = torch.device(recipe.device)
        self._steps_an_epoch = 0
        self._trainer: Trainer | None = None

    def carry_out(self) -> None:
        """Train every epoch that is left."""
        done, total = len(self._history), sum(member.rounds for member in self._members)
        with TrainingDigits(self._train, self._recipe, self._device) as digits:
            self._steps_an_epoch = len(digits) // digits.batch_size
            if done:
                self._restore(load_checkpoint(self._run, done), done)
            shortest = min(map(self._steps, self._members))
            self._progress.begin(done + 1, total, min(self._steps_an_epoch, shortest))
            for epoch in range(done, total):
                self._train_epoch(digits, epoch, last=epoch + 1 == total)

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
        for member, saved in enumerate(state["finished"]):
            net = self._new_trainer(member).net()
            net.load_state_dict(saved)
            self.finished.append(net)
        if state["trainer"] is not None:
            self._trainer = self._new_trainer(find_member(self._members, done)[0])
            self._trainer.restore(state["trainer"])
