from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkdigits.cli._output import JsonOption, percent, print_json, say, score

if TYPE_CHECKING:
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
    from importlib.util import find_spec

    from inkdigits.data import find_mnist

    if any(find_spec(package) is None for package in ("keras", "torch")):
        say("left out: Keras and PyTorch are not installed (pip install 'inkdigits[train]')")
        return None
    from inkdigits import training
    from inkdigits.cli._training_bar import TrainingBar

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
    from matplotlib.image import imread

    from inkdigits.examples import example_images
    from inkdigits.images import decode_gray
    from inkdigits.insight import draw_answers
    from inkdigits.reading import classify_all

    examples = example_images()
    answers = classify_all([decode_gray(example.path) for example in examples])
    shown = [_as_uint8(imread(example.path)) for example in examples]
    draw_answers(shown, answers, [example.digit for example in examples], picture)
    return [
        {"file": example.path.name, "truth": example.digit, **answer.to_json()}
        for example, answer in zip(examples, answers, strict=True)
    ]


def _as_uint8(picture: Any) -> Any:
    # matplotlib reads a PNG as float in [0, 1] and anything else as uint8
    return picture if picture.dtype == "uint8" else (picture * 255).round().astype("uint8")


def _print_where(run: "Run | None", out: Path) -> None:
    print(f"\nthe examples and what the net saw of them: {out / 'examples.png'}")
    if run is not None:
        print(f"the training report, curves included:      {run.path / 'report.html'}")
        print(f"the pictures in it:                        {run.path / 'figures'}")
        print(f"the recognizer that was trained:           {run.path / 'model.onnx'}")
