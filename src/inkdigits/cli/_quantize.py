from pathlib import Path
from typing import Annotated

import typer

from inkdigits.cli._output import JsonOption, percent, print_json


def quantize(
    model: Annotated[
        str,
        typer.Argument(
            help="An .onnx file that inkdigits exported, a run folder, or 'default' for the "
            "recognizer that comes with the package."
        ),
    ],
    out: Annotated[Path, typer.Option(help="The .onnx file to write.")],
    data: Annotated[
        str,
        typer.Option(
            help="mnist, uci-digits, or a file or folder of labelled digits: its training part "
            "finds the scales, its test part measures both files."
        ),
    ] = "mnist",
    as_json: JsonOption = False,
) -> None:
    """Write the int8 variant of a recognizer: a quarter of the bytes, and often faster.

    Example: inkdigits quantize default --out default-int8.onnx
    """
    from inkdigits.data import load_dataset
    from inkdigits.recognizer import load_recognizer
    from inkdigits.training import quantize as make_int8

    source = load_recognizer(model).path
    split = load_dataset(data)
    result = make_int8(source, out, split.train.images, split.evaluation)
    if as_json:
        print_json(
            {
                "file": str(out),
                "bytes": result.bytes_after,
                "bytes_before": result.bytes_before,
                "agreement": result.agreement,
                "before": result.before.to_json(),
                "after": result.after.to_json(),
            }
        )
        return
    before, after = result.before, result.after
    print(
        f"{out}: {result.bytes_after / 1000:,.0f} kB, before {result.bytes_before / 1000:,.0f} kB\n"
        f"on {after.data}: {percent(after.accuracy)} right, {after.errors:,} wrong of {after.n:,}; "
        f"before {percent(before.accuracy)}, {before.errors:,} wrong\n"
        f"the same answer as before: {percent(result.agreement)}"
    )
