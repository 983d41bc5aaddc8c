"""The classic engine: from a recipe and digits to a fitted method."""

import time
import warnings

from scipy.special import softmax
from sklearn.exceptions import ConvergenceWarning

from inkdigits.data import Dataset
from inkdigits.errors import InputError
from inkdigits.evaluation import fit_temperature, log_loss
from inkdigits.models import ClassicEntry, ClassicRecipe, find_entry
from inkdigits.training._progress import TrainingProgress
from inkdigits.training._run import Run
from inkdigits.training.classic_engine._net import ClassicNet
from inkdigits.training.classic_engine._pixels import Pixels


def fit(
    run: Run, train: Dataset, validation: Dataset | None, progress: TrainingProgress
) -> ClassicNet:
    """Fit the run's method; there is nothing to carry on: a stopped run fits it anew.

    Args:
        run: where the history goes, and the recipe.
        train: labelled digits to learn from.
        validation: labelled digits to fit the temperature on; None leaves it at 1.
        progress: who follows.

    Raises:
        InputError: a digit from 0 to 9 is missing among the labels.
    """
    recipe, entry = run.recipe, find_entry(run.recipe.model)
    assert isinstance(recipe, ClassicRecipe)
    assert isinstance(entry, ClassicEntry)
    assert train.labels is not None
    missing = sorted(set(range(10)) - set(train.labels.tolist()))
    if missing:
        raise InputError(
            f"{train.name}: got no digit {', '.join(map(str, missing))} to learn from, wanted all "
            f"ten, which {recipe.model} tells apart"
        )
    began = time.perf_counter()
    pixels, method = Pixels(recipe), entry.build(recipe.net)
    for chance in {"random_state", "seed"} & set(method.get_params(deep=False)):
        method.set_params(**{chance: recipe.seed})
    if hasattr(method, "progress"):
        method.progress = lambda done, total: progress.step("fitting", done, total)
    try:
        with warnings.catch_warnings():
            # How many steps scikit-learn's solvers take is the recipe's choice.
            warnings.simplefilter("ignore", ConvergenceWarning)
            method.fit(pixels.rows(train.images), train.labels)
    finally:
        progress.end()
    trained = ClassicNet(entry, pixels, method)
    row = {"epoch": 1.0, "seconds": time.perf_counter() - began}
    if validation is not None and validation.labels is not None:
        logits = trained.predict_logits(validation.images)
        temperature = fit_temperature(logits, validation.labels)
        trained = ClassicNet(entry, pixels, method, temperature)
        probabilities = softmax(logits / temperature, axis=1)
        row["val_loss"] = log_loss(probabilities, validation.labels)
        row["val_accuracy"] = float((logits.argmax(axis=1) == validation.labels).mean())
    run.write_history([row])
    return trained
