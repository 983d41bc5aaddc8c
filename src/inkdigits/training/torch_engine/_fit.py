"""The native engine: from a recipe and digits to trained nets, in PyTorch alone."""

import torch
from torch import nn

from inkdigits.data import Dataset
from inkdigits.engines import Engine, LocalEngine
from inkdigits.evaluation import fit_temperature
from inkdigits.files import atomic_path
from inkdigits.models import ConvnetRecipe, StackedRecipe, TinyRecipe
from inkdigits.training._progress import TrainingProgress
from inkdigits.training._run import Run
from inkdigits.training.torch_engine._apart import fit_apart, trained_apart
from inkdigits.training.torch_engine._device import settle
from inkdigits.training.torch_engine._fitting import Fitting
from inkdigits.training.torch_engine._net import ConvnetNet
from inkdigits.training.torch_engine._stacked import replace_last_layer
from inkdigits.training.torch_engine._tiny_net import TinyNet


def fit(
    run: Run,
    train: Dataset,
    validation: Dataset | None,
    progress: TrainingProgress,
    engine: Engine | None = None,
) -> ConvnetNet:
    """Train the run's nets from the last checkpoint if there is one.

    Args:
        run: where checkpoints and history go, and the recipe.
        train: labelled digits to learn from.
        validation: labelled digits to watch, and to fit the temperature on; None does neither.
        progress: who follows.
        engine: whose processes train the members of an ensemble; None trains one after another.

    Raises:
        WorkError: the loss became NaN or infinite, or the engine gave up.
        InputError: the last checkpoint is missing, or the device is not there.
    """
    assert isinstance(run.recipe, ConvnetRecipe)
    recipe = settle(run.recipe)
    try:
        nets = _train_nets(run, recipe, train, validation, progress, engine)
    finally:
        progress.end()
    with atomic_path(run.path / "model.pt") as temporary:
        torch.save([net.cpu().state_dict() for net in nets], temporary)
    if isinstance(recipe, StackedRecipe):
        progress.step("fitting the last layer", 0, 1)
        nets = [replace_last_layer(net, recipe, train) for net in nets]
        progress.end()
    trained = assemble(nets, recipe)
    if validation is None or validation.labels is None:
        return trained
    temperature = fit_temperature(trained.predict_logits(validation.images), validation.labels)
    return assemble(nets, recipe, temperature)


def _train_nets(
    run: Run,
    recipe: ConvnetRecipe,
    train: Dataset,
    validation: Dataset | None,
    progress: TrainingProgress,
    engine: Engine | None,
) -> list[nn.Sequential]:
    # A run goes on as it was begun: its checkpoints are of one kind.
    if trained_apart(run) or (engine is not None and not run.history):
        return fit_apart(run, recipe, train, validation, engine or LocalEngine(1), progress)
    fitting = Fitting(run, recipe, train, validation, progress)
    fitting.carry_out()
    return fitting.finished


def assemble(
    nets: list[nn.Sequential], recipe: ConvnetRecipe, temperature: float = 1.0
) -> ConvnetNet:
    """The trained nets with what their recipe puts around them."""
    if isinstance(recipe, TinyRecipe):
        return TinyNet(nets[0], recipe.views, temperature)
    return ConvnetNet(nets, recipe.normalize, recipe.views, temperature)
