from pathlib import Path
from typing import Any

from inkdigits import __version__
from inkdigits.data import Dataset, Split, dataset_hash, hold_out, load_dataset
from inkdigits.engines import Engine
from inkdigits.errors import InputError
from inkdigits.evaluation import require_labels
from inkdigits.files import write_json
from inkdigits.models import (
    ClassicRecipe,
    ConvnetRecipe,
    FinetuneRecipe,
    Recipe,
    apply_settings,
    find_entry,
)
from inkdigits.recognizer import ModelCard
from inkdigits.training._environment import describe_environment
from inkdigits.training._export import export_onnx
from inkdigits.training._measure import measure
from inkdigits.training._memory import keep_freed_memory
from inkdigits.training._progress import Silent, TrainingProgress
from inkdigits.training._run import Run, load_run, read_json
from inkdigits.training._source import keep_source, require_learnable, start_from
from inkdigits.training._trained import TrainedNet

# The file is compared with the net on this many digits: all of MNIST's test part.
_COMPARED = 10_000


def train(
    model: str,
    data: str | Path | Split = "mnist",
    *,
    start: str | Path | None = None,
    out: str | Path = "runs",
    progress: TrainingProgress | None = None,
    engine: Engine | None = None,
    **settings: Any,
) -> Run:
    """Train a model of the zoo and leave a finished run folder.

    Args:
        model: registry name, such as "cnn".
        data: what `load_dataset` takes, or a Split.
        start: a finished recognizer to go on with, see `inkdigits.models.FinetuneRecipe`:
            "default", or a convnet's run folder or file; `model` is then its model, or "convnet".
            None begins with a net that knows nothing.
        out: folder of the runs.
        progress: who follows; None follows nothing.
        engine: whose processes train the nets of an ensemble, side by side; all of them must see
            `out` by the same path. None trains one after another, with every core.
        settings: changes to the model's recipe, such as `seed=1`, `epochs=3`, `kernel_size=5`.

    Returns:
        The finished run.

    Raises:
        InputError: unknown model or setting, unfit value, or unusable data.
        WorkError: the loss became NaN, or the exported file does not agree with the net.
    """
    base = find_entry(model).recipe if start is None else start_from(start, model)
    recipe = apply_settings(base, settings)
    _require_members(recipe, engine)
    split = data if isinstance(data, Split) else load_dataset(data)
    name = split.train.name if isinstance(data, Split) else str(data)
    require_labels(split.train)
    # Before there is a run folder, which these may refuse.
    parts = divide(split.train, recipe)
    if isinstance(recipe, ConvnetRecipe):
        from inkdigits.training import torch_engine

        recipe = torch_engine.settle(recipe)
    if isinstance(recipe, FinetuneRecipe):
        require_learnable(recipe, split.train)
    run = Run.create(Path(out), recipe, name)
    if isinstance(recipe, FinetuneRecipe):
        keep_source(recipe, run.source)
    document = {**describe_environment(), "data": _describe_data(split.train)}
    write_json(run.path / "environment.json", document)
    return _carry_out(run, split, parts, progress or Silent(), engine)


def resume(
    path: str | Path,
    data: Split | None = None,
    *,
    progress: TrainingProgress | None = None,
    engine: Engine | None = None,
) -> Run:
    """Carry a stopped or killed run on to the result that it would have had undisturbed.

    Args:
        path: the run folder.
        data: the digits it was trained on; None loads them by the name in the run.
        progress: who follows; None follows nothing.
        engine: see `train`; a run that was begun one net after another goes on so.

    Raises:
        InputError: no such run, or the data is not what the run began with.
        WorkError: see `train`.
    """
    run = load_run(path)
    split = load_dataset(run.data) if data is None else data
    _require_same_data(run, split.train)
    _require_members(run.recipe, engine)
    parts = divide(split.train, run.recipe)
    return _carry_out(run, split, parts, progress or Silent(), engine)


def _carry_out(
    run: Run,
    split: Split,
    parts: tuple[Dataset, Dataset | None],
    progress: TrainingProgress,
    engine: Engine | None,
) -> Run:
    try:
        trained = _fit(run, *parts, progress, engine)
        _export(run, trained, parts[0], split)
        measure(run, len(parts[0]), parts[1], split.test)
    except KeyboardInterrupt as stop:
        stop.add_note(f"carry the run on with: inkdigits train --resume {run.path}")
        raise
    return run


def _fit(
    run: Run,
    train_part: Dataset,
    validation: Dataset | None,
    progress: TrainingProgress,
    engine: Engine | None,
) -> TrainedNet:
    """Let the recipe's engine train; an engine is imported only when it is needed."""
    keep_freed_memory()
    if isinstance(run.recipe, ConvnetRecipe):
        from inkdigits.training import torch_engine

        return torch_engine.fit(run, train_part, validation, progress, engine)
    if isinstance(run.recipe, ClassicRecipe):
        from inkdigits.training import classic_engine

        return classic_engine.fit(run, train_part, validation, progress)
    if isinstance(run.recipe, FinetuneRecipe):
        from inkdigits.training import torch_engine

        return torch_engine.finetune(run, train_part, validation, progress)
    from inkdigits.training import keras_engine

    return keras_engine.fit(run, train_part, validation, progress)


def _require_members(recipe: Recipe, engine: Engine | None) -> None:
    """Make sure that an engine, if one is named, has several nets to train side by side.

    Raises:
        InputError: it has not.
    """
    if engine is None:
        return
    if not isinstance(recipe, ConvnetRecipe):
        raise InputError(
            f"got workers for {recipe.model}, which is one model; wanted an ensemble, such as "
            "convnet-ensemble"
        )
    from inkdigits.training import torch_engine

    torch_engine.require_members(recipe)


def divide(train: Dataset, recipe: Recipe) -> tuple[Dataset, Dataset | None]:
    """The training part and the validation part, as the recipe wants them.

    Raises:
        InputError: the recipe wants writers, and the dataset has none.
    """
    if not recipe.validation:
        return train, None
    method = recipe.holdout
    if method == "auto":
        method = "stratified" if train.writers is None else "writers"
    return hold_out(train, method, recipe.validation, recipe.seed)


def _export(run: Run, trained: TrainedNet, train_part: Dataset, split: Split) -> None:
    card = ModelCard(
        name=run.recipe.model,
        recipe=run.recipe.to_json(),
        training_data=_describe_data(split.train),
        temperature=trained.temperature,
        package_version=__version__,
    )
    if isinstance(run.recipe, ClassicRecipe):
        from inkdigits.training import classic_engine

        if isinstance(trained, classic_engine.ClassicNet) and trained.no_file:
            classic_engine.store(run, train_part, trained, card)
            return
    digits = split.evaluation.images[:_COMPARED]
    export_onnx(trained, card, run.path / "model.onnx", digits)


def _describe_data(dataset: Dataset) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "source": dataset.source,
        "n": len(dataset),
        "sha256": dataset_hash(dataset),
    }


def _require_same_data(run: Run, train: Dataset) -> None:
    began_with = read_json(run.path / "environment.json", "wanted a run folder")["data"]
    if dataset_hash(train) != began_with["sha256"]:
        raise InputError(
            f"{run.path} began with {began_with['n']} digits of {began_with['name']}, got "
            f"{len(train)} other digits of {train.name}; resume it with the data it began with"
        )
