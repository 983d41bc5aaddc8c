"""The Keras adapter: from a recipe and digits to a trained net, by Keras' own compile and fit."""

from typing import TYPE_CHECKING, Any

from inkdigits.data import Dataset
from inkdigits.errors import InputError
from inkdigits.files import atomic_path
from inkdigits.models import KerasRecipe, find_entry, import_keras
from inkdigits.preprocess import Preprocessing
from inkdigits.training._progress import TrainingProgress
from inkdigits.training._run import Run
from inkdigits.training.keras_engine._batches import TrainingBatches, targets_for
from inkdigits.training.keras_engine._callbacks import (
    EpochSeeds,
    RunKeeper,
    best_checkpoint_path,
    checkpoint_path,
    save_model,
    stops_early,
)
from inkdigits.training.keras_engine._chances import leave_global_chances_alone
from inkdigits.training.keras_engine._net import KerasNet

if TYPE_CHECKING:
    import keras


def fit(
    run: Run, train: Dataset, validation: Dataset | None, progress: TrainingProgress
) -> KerasNet:
    """Train the run's net, from its last checkpoint if it has one.

    The fitted preprocessing and the trained model lie in the run folder afterwards.

    Args:
        run: where checkpoints and history go, and the recipe.
        train: labelled digits to learn from.
        validation: labelled digits to watch; None watches none.
        progress: who follows.

    Returns:
        The net after the last epoch, or after the best one if the recipe stops early.

    Raises:
        WorkError: the loss became NaN or infinite.
        InputError: the last checkpoint is missing.
    """
    recipe = run.recipe
    assert isinstance(recipe, KerasRecipe)
    preprocessing = Preprocessing.fit(train.images, recipe.scaling, recipe.whitening, recipe.deskew)
    with atomic_path(run.path / "checkpoint" / "preprocessing.npz") as temporary:
        preprocessing.save(temporary)
    with leave_global_chances_alone():
        model = _fit_model(run, recipe, train, validation, preprocessing, progress)
    save_model(model, run.path / "model.keras")
    return KerasNet(model, preprocessing)


def _fit_model(
    run: Run,
    recipe: KerasRecipe,
    train: Dataset,
    validation: Dataset | None,
    preprocessing: Preprocessing,
    progress: TrainingProgress,
) -> "keras.Model":
    assert train.labels is not None
    batches = TrainingBatches(train.images, train.labels, recipe, preprocessing)
    done = len(run.history)
    model = _load(run, done) if done else _compile(recipe, steps=len(batches))
    if done < recipe.epochs and not stops_early(recipe, run.history):
        batches.prepare(done)  # Keras looks at the first batch before the first epoch begins
        try:
            model.fit(
                batches,
                # Keras would mix the batches once more, by Python's global generator: past the
                # recipe's buffer, and otherwise in a resumed run.
                shuffle=False,
                epochs=recipe.epochs,
                initial_epoch=done,
                validation_data=_as_pair(validation, recipe, preprocessing),
                validation_batch_size=recipe.batch_size,
                callbacks=[
                    EpochSeeds(batches, recipe.seed),
                    RunKeeper(run, recipe, progress, steps=len(batches)),
                ],
                verbose=0,
            )
        finally:
            progress.end()
    best = best_checkpoint_path(run)
    return import_keras().models.load_model(best) if recipe.early_stopping else model


def _compile(recipe: KerasRecipe, steps: int) -> "keras.Model":
    keras = import_keras()
    keras.utils.set_random_seed(recipe.seed)
    model = find_entry(recipe.model).build(recipe.net)
    rate: Any = recipe.learning_rate
    if recipe.schedule == "cosine":
        rate = keras.optimizers.schedules.CosineDecay(rate, decay_steps=steps * recipe.epochs)
    optimizer = keras.optimizers.get(
        {"class_name": recipe.optimizer, "config": {"learning_rate": rate}}
    )
    loss: Any = recipe.loss
    if recipe.label_smoothing:
        loss = keras.losses.CategoricalCrossentropy(label_smoothing=recipe.label_smoothing)
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    return model


def _load(run: Run, epoch: int) -> "keras.Model":
    path = checkpoint_path(run, epoch)
    if not path.is_file():
        raise InputError(
            f"{path}: no such file, though history.csv counts {epoch} epochs; this run cannot be "
            "carried on: start anew"
        )
    return import_keras().models.load_model(path)


def _as_pair(
    validation: Dataset | None, recipe: KerasRecipe, preprocessing: Preprocessing
) -> tuple[Any, Any] | None:
    """The validation part as the (inputs, targets) pair that `fit` takes."""
    if validation is None or validation.labels is None:
        return None
    inputs = preprocessing(validation.images).reshape(-1, 28, 28, 1)
    return inputs, targets_for(validation.labels, recipe)
