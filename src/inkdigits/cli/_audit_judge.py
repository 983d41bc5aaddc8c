"""Who judges the labels in an audit: a recognizer that is there, or one trained for it."""

from typing import TYPE_CHECKING

from inkdigits.cli._open_model import open_model
from inkdigits.cli._output import say
from inkdigits.errors import InputError

if TYPE_CHECKING:
    from inkdigits.arrays import Probabilities
    from inkdigits.data import Dataset


def judge_by_recognizer(source: str, dataset: "Dataset") -> "tuple[str, Probabilities]":
    """The recognizer's name, and its (N, 10) probabilities.

    Raises:
        InputError: there is no such recognizer, or its card says that it knows these labels.
    """
    from inkdigits.data import dataset_hash

    recognizer = open_model(source)
    if recognizer.card.training_data.get("sha256") == dataset_hash(dataset):
        raise InputError(
            f"{source} was trained on {dataset.name} itself and would repeat its labels; wanted "
            "one that was not, or leave out --with to have one trained"
        )
    return recognizer.card.name, recognizer.predict_proba(dataset.images)


def judge_by_training(
    dataset: "Dataset",
    training_part: "Dataset | None",
    model: str,
    texts: list[str],
    folds: int | None,
    seed: int,
) -> "tuple[str, Probabilities]":
    """Train a model on other digits, once or fold by fold, and ask it.

    Args:
        dataset: what is judged.
        training_part: what to train on; None trains on the dataset's own folds.
        model: registry name.
        texts: changes to its recipe, as --set has them.
        folds: how many; None takes 5.
        seed: of all that is drawn.

    Returns:
        The judge in words, and its (N, 10) probabilities.

    Raises:
        InputError: see `train`; or folds are asked for where none are made.
    """
    if training_part is not None and folds is not None:
        raise InputError(
            f"got --folds for {dataset.name}, which a model trained on {training_part.name} "
            "judges; leave it out"
        )
    from inkdigits.models import apply_settings, find_entry, parse_settings

    settings = parse_settings(texts)
    apply_settings(find_entry(model).recipe, settings)
    # After what may be wrong, since the engines take seconds to import.
    from inkdigits.cli._training_bar import TrainingBar
    from inkdigits.training import out_of_fold, train_and_ask

    with TrainingBar() as bar:
        if training_part is not None:
            say(f"training {model} on the {len(training_part):,} digits of {training_part.name}")
            answers = train_and_ask(
                model, training_part, dataset.images, progress=bar, seed=seed, **settings
            )
            return f"{model} trained on {training_part.name}", answers
        count = 5 if folds is None else folds
        answers = out_of_fold(
            model,
            dataset,
            folds=count,
            seed=seed,
            progress=bar,
            begin_fold=lambda fold, digits: say(
                f"fold {fold} of {count}: training {model} on {digits:,} digits"
            ),
            **settings,
        )
        return f"{model} trained on the other of {count} folds", answers
