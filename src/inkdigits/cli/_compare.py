from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkdigits.cli._open_model import open_model
from inkdigits.cli._output import JsonOption, percent, print_json, say

if TYPE_CHECKING:
    from inkdigits.evaluation import Comparison

_MODEL = "An .onnx file, a run folder, or 'default'."


def compare(
    first: Annotated[str, typer.Argument(help=_MODEL)],
    second: Annotated[str, typer.Argument(help=_MODEL)],
    data: Annotated[
        str,
        typer.Option(
            help="mnist, uci-digits, or a file or folder of labelled digits; its test part is "
            "taken where it has one."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="A PNG of the digits that only one of them reads.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether one recognizer is better than another, or whether that may be chance.

    Example: inkdigits compare default runs/cnn/20260101-120000 --data mnist --out differ.png
    """
    from inkdigits.data import load_dataset
    from inkdigits.evaluation import compare_answers, require_labels

    recognizers = [open_model(source) for source in (first, second)]
    dataset = load_dataset(data).evaluation
    labels = require_labels(dataset)
    one, other = (recognizer.predict(dataset.images) for recognizer in recognizers)
    comparison = compare_answers(one, other, labels)
    names = _names([recognizer.card.name for recognizer in recognizers])
    if as_json:
        print_json({"models": names, "data": dataset.name, **comparison.to_json()})
    else:
        print(_in_words(comparison, names, dataset.name))
    if out is not None:
        from inkdigits.evaluation.figures import draw_disagreements

        say(f"picture: {draw_disagreements(dataset.images, (one, other), labels, names, out)}")


def _names(names: list[str]) -> list[str]:
    return [f"{names[0]} (first)", f"{names[1]} (second)"] if names[0] == names[1] else names


def _in_words(found: "Comparison", names: list[str], data: str) -> str:
    first, second = names
    one, other = found.both_right + found.only_first, found.both_right + found.only_second
    low, high = (f"{100 * end:+.2f}" for end in found.ci95)
    verdict = (
        "which chance alone seldom does"
        if found.p_value < 0.05
        else "which chance alone may well do: they cannot be told apart"
    )
    return "\n".join(
        [
            f"{first}: {percent(one / found.n)} of {found.n:,} digits of {data}",
            f"{second}: {percent(other / found.n)}",
            f"difference: {100 * found.difference:+.2f} points (95 % interval {low} to {high})",
            f"both right {found.both_right:,}, only {first} {found.only_first:,}, "
            f"only {second} {found.only_second:,}, both wrong {found.both_wrong:,}",
            f"McNemar's exact test: p {_probability(found.p_value)}, {verdict}",
        ]
    )


def _probability(p: float) -> str:
    return f"= {p:.2g}" if p >= 1e-6 else "< 0.000001"
