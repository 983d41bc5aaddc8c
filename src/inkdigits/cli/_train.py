from pathlib import Path
from typing import Annotated, Any

import typer

from inkdigits.cli._gain import print_gain
from inkdigits.cli._output import JsonOption, print_json, quiet_stdout, say, score
from inkdigits.cli._processes import (
    AddressOption,
    EngineOption,
    choose_engine,
    require_together,
)
from inkdigits.errors import InputError, WorkError


def train(
    model: Annotated[
        str | None, typer.Argument(help="A model of the zoo, see 'inkdigits models'.")
    ] = None,
    data: Annotated[
        str | None,
        typer.Option(
            help="mnist, embedded, a Kaggle train.csv, an .npz, an IDX folder, or a folder of "
            "images per class. Without it: mnist if it can be had, else embedded."
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Same seed, same result. [default: 0]")] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="Change the recipe: key=value. May be given many times."),
    ] = None,
    device: Annotated[
        str | None,
        typer.Option(help="Where a convnet is trained: auto, cpu, cuda, mps. [default: auto]"),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="Go on with a finished convnet, on your own digits: default, a run folder, or "
            "an .onnx file.",
        ),
    ] = None,
    resume: Annotated[
        Path | None, typer.Option(help="Carry on the run in this folder, with its own recipe.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the runs.")] = Path("runs"),
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Nets of an ensemble trained side by side. [default: one by one]"),
    ] = None,
    engine: EngineOption = "local",
    address: AddressOption = None,
    json_: JsonOption = False,
) -> None:
    """Train a model and leave a run folder: ONNX file, report, curves, history, recipe.

    Example: inkdigits train cnn --set kernel_size=5 --set epochs=3

    Or teach the bundled recognizer your hand: inkdigits train convnet --data FOLDER --from default
    """
    if (model is None) == (resume is None):
        raise InputError("wanted either a model to train or --resume RUN; see 'inkdigits models'")
    if resume is not None and (set_ or seed is not None or data or device or from_):
        raise InputError(
            "--resume follows the run's own recipe; leave out --set, --seed, --data, --device and "
            "--from"
        )
    if from_ is not None and data is None:
        raise InputError(
            f"got --from {from_} without --data; wanted your own digits to learn from, a folder of "
            "images per class or a .csv"
        )
    require_together(engine, address, workers, "--workers")
    # Before slow work, so that a mistake is answered at once.
    settings = {} if model is None else _checked_settings(model, set_ or [], seed, device, from_)
    from inkdigits import training
    from inkdigits.cli._training_bar import TrainingBar

    apart = None
    if workers is not None or engine != "local":
        apart = choose_engine(engine, address, workers)
    try:
        with TrainingBar() as bar, quiet_stdout():
            if resume is not None:
                run = training.resume(resume, progress=bar, engine=apart)
            else:
                assert model is not None
                source = data or _best_data_at_hand()
                run = training.train(
                    model, source, start=from_, out=out, progress=bar, engine=apart, **settings
                )
    except KeyboardInterrupt as stop:
        # The training hangs on it how to carry on.
        raise WorkError("; ".join(["stopped", *getattr(stop, "__notes__", [])])) from None
    if json_:
        print_json(run.metrics)
    else:
        _print_summary(run.metrics)


def _checked_settings(
    model: str, texts: list[str], seed: int | None, device: str | None, start: str | None
) -> dict[str, Any]:
    """What --set, --seed and --device change in the model's recipe, or in that to go on by."""
    from inkdigits.models import ConvnetRecipe, apply_settings, find_entry, parse_settings

    recipe = find_entry(model).recipe
    if start is not None:
        from inkdigits.training import start_from

        if device is not None:
            raise InputError(
                f"got --device {device} with --from, which needs no more than the CPU; leave it out"
            )
        recipe = start_from(start, model)
    elif device is not None and not isinstance(recipe, ConvnetRecipe):
        raise InputError(
            f"got --device {device} for {model}, which has no device to choose; leave it out"
        )
    given = {"seed": seed, "device": device}
    settings = parse_settings(texts) | {key: v for key, v in given.items() if v is not None}
    apply_settings(recipe, settings)
    return settings


def _best_data_at_hand() -> str:
    """MNIST if it is here or can be fetched, else the digits in the package."""
    from inkdigits.data import fetch_mnist, find_mnist

    try:
        if find_mnist() is None:
            fetch_mnist()
    except WorkError as problem:
        say(f"{problem}\ntraining on the embedded digits instead: 1,297 real digits, 8×8 enlarged")
        return "embedded"
    return "mnist"


def _print_summary(metrics: dict[str, Any]) -> None:
    from inkdigits.models import ClassicRecipe, find_entry

    epochs = metrics["epochs"]
    work = f"{epochs} epoch{'s' * (epochs != 1)}"
    if isinstance(find_entry(metrics["model"]).recipe, ClassicRecipe):
        work = "fitted"
    print(
        f"{metrics['model']}: {work} in {metrics['train_seconds']:.1f} s, "
        f"{metrics['images_per_second']:,.0f} digits a second"
    )
    if "before" in metrics:
        print_gain(metrics)
    else:
        for part in ("validation", "test"):
            if metrics[part]:
                print(f"{part}: {score(metrics[part])}")
    run = Path(metrics["run"])
    print(f"the recognizer: {run / 'model.onnx'}\nthe report: {run / 'report.html'}")
