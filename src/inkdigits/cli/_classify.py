import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkdigits.cli._output import JsonOption, percent, print_json, say
from inkdigits.errors import InputError

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array
    from inkdigits.reading import Classification


def classify(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="IMAGE...",
            help="Pictures of one digit each.",
            readable=False,  # not asked here: one that is not must not keep the others away
        ),
    ],
    model: Annotated[
        str, typer.Option(help="An .onnx file, a run folder, or 'default', the bundled one.")
    ] = "default",
    show: Annotated[
        bool, typer.Option("--show", help="Print the 28×28 picture that the net saw.")
    ] = False,
    json_: JsonOption = False,
) -> int:
    """Say which digit each picture shows.

    PNG, JPEG, WebP, BMP, TIFF or PDF of any size, colour or grey, dark on light or light on dark;
    of several pages the first.

    Example: inkdigits classify digit.jpg --show
    """
    from inkdigits.images import decode_gray
    from inkdigits.reading import classify_all
    from inkdigits.recognizer import load_recognizer

    recognizer = load_recognizer(model)
    names, pictures, failed = [], [], 0
    for file in files:
        try:
            pictures.append(decode_gray(file))
            names.append(str(file))
        except InputError as problem:  # the other pictures are still answered
            say(f"inkdigits: {problem}")
            failed += 1
    answers = list(zip(names, classify_all(pictures, recognizer), strict=True))
    if json_:
        print_json([{"file": name, **answer.to_json()} for name, answer in answers])
    else:
        for name, answer in answers:
            print(in_words(name, answer))
            if show and answer.digit is not None:
                print(draw(answer.field, colour=sys.stdout.isatty()))
    return 2 if failed else 0


def in_words(name: str, answer: "Classification") -> str:
    """One line for a person: the digit, how sure, the second guess, and any doubt."""
    if answer.digit is None:
        return f"{name}: no digit: {answer.reason}"
    second, share = answer.second_guess
    doubt = f"  (rejected: {answer.reason})" if answer.rejected else ""
    return (
        f"{name}: {answer.digit}  {percent(answer.confidence, 1)}, "
        f"else {second} {percent(share, 1)}{doubt}"
    )


def draw(field: "Uint8Array", colour: bool) -> str:
    """The 28×28 picture for a terminal: grey half blocks in colour, else characters."""
    if not colour:
        ramp = " .:-=+*#%@"
        return "\n".join("".join(ramp[int(v) * 10 // 256] * 2 for v in row) for row in field)
    lines = []
    for upper, lower in zip(field[::2], field[1::2], strict=True):
        cells = (
            f"\x1b[38;2;{u};{u};{u};48;2;{v};{v};{v}m▀"
            for u, v in zip(upper.tolist(), lower.tolist(), strict=True)
        )
        lines.append("".join(cells) + "\x1b[0m")
    return "\n".join(lines)
