from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkdigits.cli._output import JsonOption, percent, print_json, say, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inkdigits.examples import Example
    from inkdigits.reading import Classification
    from inkdigits.training import Run

# Enough epochs for an honest first result, few enough for a coffee break on two cores.
_EPOCHS = {"mnist": 2, "embedded": 20}


def demo(
    out: Annotated[Path, typer.Option(help="Folder for the run and the pictures.")] = Path("demo"),
    json_: JsonOption = False,
) -> None:
    """Show what inkdigits does, end to end and offline: train, measure, classify pictures.

    Example: inkdigits demo --out demo
    """
    say("1. Train a small convolutional net")
    run = _train(out)
    say("\n2. Classify the example images with the bundled recognizer")
    answers = _classify(out / "examples.png")
    if json_:
        print_json({"training": run and run.metrics, "classify": answers})
        return
    for answer in answers:
        mark = "" if answer["digit"] == answer["truth"] else f"  (it is a {answer['truth']})"
        print(f"{answer['file']}: {answer['digit']}  {percent(answer['confidence'], 1)}{mark}")
    _print_where(run, out)


def _train(out: Path) -> "Run | None":
    if _missing("keras", "torch", "matplotlib"):
        say("left out: Keras and PyTorch are not installed (pip install 'inkdigits[train]')")
        return None
    from inkdigits import training
    from inkdigits.cli._training_bar import TrainingBar
    from inkdigits.data import find_mnist

    data = "embedded" if find_mnist() is None else "mnist"
    say(
        "on MNIST: 60,000 digits to learn from, 10,000 to be tested on"
        if data == "mnist"
        else "on the embedded digits, 1,297 to learn from and 500 to be tested on, as MNIST is not "
        "here ('inkdigits data fetch mnist' gets it)"
    )
    with TrainingBar() as bar:
        run = training.train("cnn", data, out=out / "runs", progress=bar, epochs=_EPOCHS[data])
    say(f"test: {score(run.metrics['test'])}")
    return run


def _classify(picture: Path) -> list[dict[str, Any]]:
    from inkdigits.examples import example_images
    from inkdigits.images import decode_gray
    from inkdigits.reading import classify_all

    examples = example_images()
    answers = classify_all([decode_gray(example.path) for example in examples])
    if not _missing("matplotlib"):
        _draw(examples, answers, picture)
    return [
        {"file": example.path.name, "truth": example.digit, **answer.to_json()}
        for example, answer in zip(examples, answers, strict=True)
    ]


def _draw(
    examples: "Sequence[Example]", answers: "Sequence[Classification]", picture: Path
) -> None:
    import numpy as np
    from PIL import Image

    from inkdigits.insight import draw_answers

    shown = [np.asarray(Image.open(example.path).convert("RGB")) for example in examples]
    draw_answers(shown, answers, [example.digit for example in examples], picture)


def _missing(*packages: str) -> bool:
    from importlib.util import find_spec

    return any(find_spec(package) is None for package in packages)


def _print_where(run: "Run | None", out: Path) -> None:
    if run is not None:
        print(f"\nthe examples and what the net saw of them: {out / 'examples.png'}")
        print(f"the training report, curves included:      {run.path / 'report.html'}")
        print(f"the pictures in it:                        {run.path / 'figures'}")
        print(f"the recognizer that was trained:           {run.path / 'model.onnx'}")
