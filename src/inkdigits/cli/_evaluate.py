from pathlib import Path
from typing import Annotated

import typer

from inkdigits.cli._evaluate_mnist_c import report_mnist_c
from inkdigits.cli._evaluate_one import describe_file, in_words, measure_one, write_one
from inkdigits.cli._evaluate_several import several_in_words, several_to_json
from inkdigits.cli._open_model import open_model
from inkdigits.cli._output import JsonOption, print_json, say
from inkdigits.errors import InputError


def evaluate(
    models: Annotated[
        list[str],
        typer.Argument(
            metavar="MODEL...",
            help="An .onnx file that inkdigits exported, a run folder, or 'default' for the "
            "recognizer that comes with the package. Several, such as runs of one model with "
            "other seeds, are also summed up: mean, deviation, lowest, highest.",
        ),
    ],
    data: Annotated[
        str,
        typer.Option(
            help="mnist, uci-digits, mnist-c (all fifteen corruptions) or mnist-c/fog (one), or a "
            "file or folder of labelled digits; its test part is taken where it has one."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="The folder to put report.html, metrics.json and the figures in."),
    ] = None,
    shifts: Annotated[
        bool,
        typer.Option(
            "--shifts",
            help="Also measure on the same digits turned, moved, scaled, blurred and so on, in "
            "steps; takes as long as 90 evaluations.",
        ),
    ] = False,
    non_digits: Annotated[
        bool,
        typer.Option(
            "--non-digits",
            help="Also measure what it rejects: of these digits, and of 11,000 fields that hold no "
            "digit.",
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure how well a recognizer reads digits it was not trained on.

    Several models are measured one by one and summed up; with --out each gets a folder of its
    own: 1, 2, ...

    Example: inkdigits evaluate default --data mnist --out evaluation
    """
    # All of them before slow work, so that a mistake is answered at once.
    recognizers = [open_model(model) for model in models]
    if data == "mnist-c":
        if shifts or non_digits:
            raise InputError(
                "got --shifts or --non-digits with mnist-c, wanted them with digits as they are: "
                "--data mnist"
            )
        if len(recognizers) > 1:
            raise InputError(f"got {len(recognizers)} models with mnist-c, wanted one at a time")
        report_mnist_c(recognizers[0], describe_file(recognizers[0]), out, as_json)
        return
    from inkdigits.data import load_dataset
    from inkdigits.files import write_json

    dataset = load_dataset(data).evaluation
    found = [measure_one(recognizer, dataset, shifts, non_digits) for recognizer in recognizers]
    several = len(found) > 1
    document = several_to_json(found) if several else found[0].to_json()
    if as_json:
        print_json(document)
    else:
        print(several_in_words(found) if several else in_words(found[0]))
    if out is not None:
        for number, measured in enumerate(found, 1):
            report = write_one(out / str(number) if several else out, measured, dataset)
            say(f"report: {report}")
        if several:
            write_json(out / "metrics.json", document)
