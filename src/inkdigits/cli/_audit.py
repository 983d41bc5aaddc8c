from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkdigits.cli._audit_judge import judge_by_recognizer, judge_by_training
from inkdigits.cli._output import JsonOption, percent, print_json, say
from inkdigits.errors import InputError

if TYPE_CHECKING:
    from inkdigits.data import Dataset, Split
    from inkdigits.evaluation import LabelAudit, SplitPart


def audit(
    data: Annotated[
        str, typer.Argument(help="mnist, uci-digits, or a file or folder of labelled digits.")
    ],
    part: Annotated[
        str | None,
        typer.Option(help="train or test. [default: the test part where there is one]"),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="The model of the zoo that is trained to judge: for the test part on the training "
            "part, else on all folds but one, in turn; more often over a small set than the recipe "
            "says, unless --set epochs=... is given. [default: convnet]"
        ),
    ] = None,
    with_: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="RECOGNIZER",
            help="Train nothing, and judge by this: an .onnx file, a run folder, or 'default'. It "
            "must not have been trained on DATA, whose labels it would just repeat.",
        ),
    ] = None,
    folds: Annotated[
        int | None,
        typer.Option(
            help="How often to train: no writer's digits lie in two folds where the writers are "
            "known. [default: 5]"
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Same seed, same result. [default: 0]")] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="Change the model's recipe: key=value, such as members=3."),
    ] = None,
    top: Annotated[int, typer.Option(help="How many digits to list.", min=1)] = 50,
    out: Annotated[
        Path | None,
        typer.Option(help="The folder to put audit.csv, audit.html and the picture in."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find labels that are likely wrong, by confident learning.

    Example: inkdigits audit digits --out audit

    Then look at them, fill in the column "correct" of audit.csv with the right digit or with
    "drop", and write the corrected digits.

    Example: inkdigits data correct digits audit/audit.csv --out corrected.npz
    """
    if with_ is not None and not (model is None and folds is None and seed is None and not set_):
        raise InputError(
            "got --with, which trains nothing; leave out --model, --folds, --seed and --set"
        )
    from inkdigits.data import load_dataset
    from inkdigits.evaluation import audit_labels, require_labels

    split = load_dataset(data)
    name, dataset = _choose_part(split, part)
    labels = require_labels(dataset)
    if with_ is not None:
        judge, probabilities = judge_by_recognizer(with_, dataset)
    else:
        training = split.train if name == "test" else None
        chosen = (model or "convnet", set_ or [], folds, seed or 0)
        judge, probabilities = judge_by_training(dataset, training, *chosen)
    found = audit_labels(probabilities, labels, data=dataset.name, part=name, judge=judge, top=top)
    if as_json:
        print_json(_document(found, top))
    else:
        print(_in_words(found, top))
    if out is not None:
        from inkdigits.evaluation.figures import write_audit

        say(f"report: {write_audit(out, found, dataset.images)}")


def _choose_part(split: "Split", part: str | None) -> "tuple[SplitPart, Dataset]":
    match part:
        case None:
            return ("train" if split.test is None else "test"), split.evaluation
        case "train":
            return "train", split.train
        case "test" if split.test is not None:
            return "test", split.test
        case "test":
            raise InputError(
                f"got --part test, and {split.train.name} has no test part; leave --part out"
            )
    raise InputError(f"got --part {part}, wanted train or test")


def _document(found: "LabelAudit", top: int) -> dict[str, Any]:
    document = found.to_json()
    document["suspects"] = document["suspects"][:top]
    return document


def _in_words(found: "LabelAudit", top: int) -> str:
    lines = [
        f"{found.data}: {found.issues:,} of {found.n:,} labels likely wrong, by {found.judge}",
        f"wrong by the estimated joint of labels and true digits: {found.estimated:.1f}",
        "",
        "rank   digit  label            rather           likely wrong",
    ]
    for rank, one in enumerate(found.suspects[:top], 1):
        label = f"{one.label} ({percent(one.label_confidence)})"
        rather = f"{one.suggested} ({percent(one.suggested_confidence)})"
        wrong = "yes" if one.issue else "no"
        lines.append(f"{rank:4}  {one.index:6}  {label:15}  {rather:15}  {wrong}")
    return "\n".join(lines)
