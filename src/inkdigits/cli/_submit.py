from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkdigits.cli._open_model import open_model
from inkdigits.cli._output import JsonOption, print_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inkdigits.arrays import Images, Probabilities
    from inkdigits.recognizer import Recognizer


def submit(
    models: Annotated[
        list[str],
        typer.Argument(
            metavar="MODEL...",
            help="An .onnx file, a run folder, or 'default'. Several are averaged: the mean of "
            "their probabilities answers.",
        ),
    ],
    data: Annotated[str, typer.Option(help="Kaggle's test.csv, which has no labels.")],
    out: Annotated[Path, typer.Option(help="The submission to write.")] = Path("submission.csv"),
    as_json: JsonOption = False,
) -> None:
    """Write a submission to Kaggle's "Digit Recognizer": ImageId,Label.

    Example: inkdigits submit runs/convnet/20260101-120000 --data test.csv --out submission.csv
    """
    import numpy as np

    from inkdigits.data import KAGGLE_TEST_ROWS, load_dataset, write_submission
    from inkdigits.files import check_writable

    check_writable(out)
    recognizers = [open_model(model) for model in models]
    dataset = load_dataset(data).evaluation
    answers = mean_probabilities(recognizers, dataset.images).argmax(axis=1).astype(np.uint8)
    write_submission(out, answers)
    if len(dataset) != KAGGLE_TEST_ROWS:
        say(
            f"warning: {dataset.name} has {len(dataset):,} digits, and Kaggle's test.csv has "
            f"{KAGGLE_TEST_ROWS:,}; it takes a submission of that many rows only"
        )
    names = [recognizer.card.name for recognizer in recognizers]
    counts = np.bincount(answers, minlength=10).tolist()
    if as_json:
        document = {"file": str(out), "rows": len(answers), "models": names, "data": dataset.name}
        print_json({**document, "counts": dict(zip("0123456789", counts, strict=True))})
    else:
        print(f"{out}: {len(answers):,} answers by {', '.join(names)}, checked")
        print("of each digit: " + "  ".join(f"{d}: {n:,}" for d, n in enumerate(counts)))


def mean_probabilities(recognizers: "Sequence[Recognizer]", images: "Images") -> "Probabilities":
    """The mean of what several recognizers say, as the zoo's ensembles do inside one file.

    A mean of log-probabilities would let a single net veto a digit that it is sure is none.
    """
    import numpy as np

    total = sum(recognizer.predict_proba(images) for recognizer in recognizers)
    return np.asarray(total / len(recognizers), np.float32)
