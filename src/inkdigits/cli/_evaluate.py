from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkdigits.cli._evaluate_mnist_c import report_mnist_c
from inkdigits.cli._evaluate_non_digits import measure_non_digits, rejection_in_words
from inkdigits.cli._evaluate_shifts import measure_shifts, shifts_in_words
from inkdigits.cli._output import JsonOption, percent, print_json, say
from inkdigits.errors import InputError

if TYPE_CHECKING:
    from inkdigits.evaluation import Evaluation, Rejection, ShiftCurves
    from inkdigits.evaluation.figures import ReportFigure
    from inkdigits.recognizer import Recognizer


def evaluate(
    model: Annotated[
        str,
        typer.Argument(
            help="An .onnx file that inkdigits exported, a run folder, or 'default' for the "
            "recognizer that comes with the package."
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

    Example: inkdigits evaluate default --data mnist --out evaluation
    """
    from inkdigits.recognizer import load_recognizer

    recognizer = load_recognizer(model)
    if data != "mnist-c":
        _evaluate(recognizer, data, shifts, non_digits, out, as_json)
    elif shifts or non_digits:
        raise InputError(
            "got --shifts or --non-digits with mnist-c, wanted them with digits as they are: "
            "--data mnist"
        )
    else:
        report_mnist_c(recognizer, _environment(recognizer), out, as_json)


def _evaluate(
    recognizer: "Recognizer",
    data: str,
    shifts: bool,
    non_digits: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    from inkdigits.data import load_dataset
    from inkdigits.evaluation import evaluate as measure
    from inkdigits.evaluation import require_labels

    dataset = load_dataset(data).evaluation
    labels = require_labels(dataset)
    probabilities = recognizer.predict_proba(dataset.images)
    evaluation = measure(probabilities, labels, recognizer.card.name, dataset.name)
    curves = measure_shifts(recognizer, dataset) if shifts else None
    rejection = measure_non_digits(recognizer, dataset) if non_digits else None
    document = evaluation.to_json()
    words = [_in_words(evaluation)]
    if curves:
        document["shifts"] = curves.to_json()
        words.append(shifts_in_words(curves))
    if rejection:
        document["non_digits"] = rejection.to_json()
        words.append(rejection_in_words(rejection))
    if as_json:
        print_json(document)
    else:
        print("\n\n".join(words))
    if out is not None:
        from inkdigits.evaluation.figures import write_evaluation
        from inkdigits.files import write_json

        write_json(out / "metrics.json", document)
        report = write_evaluation(
            out,
            evaluation,
            probabilities,
            dataset,
            recipe=recognizer.card.recipe,
            environment=_environment(recognizer),
            more=_sections(out / "figures", curves, rejection),
        )
        say(f"report: {report}")


def _sections(
    folder: Path, curves: "ShiftCurves | None", rejection: "Rejection | None"
) -> "list[ReportFigure]":
    from inkdigits.evaluation.figures import draw_rejection_section, draw_shift_section

    sections = [draw_shift_section(folder, curves)] if curves else []
    return sections + ([draw_rejection_section(folder, rejection)] if rejection else [])


def _in_words(evaluation: "Evaluation") -> str:
    low, high = evaluation.ci95
    lines = [
        f"{evaluation.model} on {evaluation.data}: {percent(evaluation.accuracy)} right "
        f"(95 % interval {percent(low)} to {percent(high)}), "
        f"{evaluation.errors:,} errors in {evaluation.n:,} digits",
        f"loss {evaluation.loss:.4f}, calibration error {percent(evaluation.ece)}, "
        f"right within two guesses {percent(evaluation.top2_accuracy)}",
        "",
        "digit  precision    recall        F1   images",
    ]
    for digit, scores in enumerate(evaluation.per_class):
        shares = (scores.precision, scores.recall, scores.f1)
        columns = "  ".join(f"{percent(share):>8}" for share in shares)
        lines.append(f"{digit:5}   {columns}  {scores.support:7,}")
    pairs = evaluation.most_confused()
    if pairs:
        lines += ["", "most often confused"]
        lines += [f"{digit:5} taken for {answer}  {count:,}×" for digit, answer, count in pairs]
    return "\n".join(lines)


def _environment(recognizer: "Recognizer") -> dict[str, Any]:
    import platform

    import onnxruntime

    card = recognizer.card
    return {
        "file": str(recognizer.path),
        "written_by": f"inkdigits {card.package_version}",
        "training_data": card.training_data,
        "onnxruntime": onnxruntime.__version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }
