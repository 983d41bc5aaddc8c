from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkdigits.cli._output import JsonOption, print_json, say

if TYPE_CHECKING:
    from inkdigits.insight import Explanation
    from inkdigits.training import Run


def explain(
    image: Annotated[Path, typer.Argument(help="An image of one handwritten digit.")],
    model: Annotated[
        Path, typer.Option(help="A finished run folder, as 'inkdigits train' makes it.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="The PNG to write. [default: IMAGE-explained.png, here]"),
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Look into a net while it reads one digit: filters, feature maps, which ink mattered.

    Example: inkdigits explain seven.png --model runs/cnn/20250101-120000
    """
    from inkdigits.images import decode_gray
    from inkdigits.preprocess import to_field
    from inkdigits.training import load_run

    run = load_run(model)
    field = to_field(decode_gray(image))
    say(f"looking into {run.recipe.model} ...")
    from inkdigits.insight import draw_explanation
    from inkdigits.insight import explain as explain_field

    found = explain_field(field, run.keras_model(), run.net_inputs)
    target = draw_explanation(found, run.recipe.model, out or Path(f"{image.stem}-explained.png"))
    if json_:
        print_json(_document(image, run, found, target))
    else:
        print(f"{image}: {found.digit} ({found.confidence:.1%}); picture: {target}")


def _document(image: Path, run: "Run", found: "Explanation", target: Path) -> dict[str, Any]:
    from inkdigits.insight import PATCH

    return {
        "file": str(image),
        "model": run.recipe.model,
        "digit": found.digit,
        "confidence": found.confidence,
        "probabilities": found.view.probabilities.tolist(),
        "layers": [
            {"name": layer.name, "kind": layer.kind, "shape": list(layer.values.shape)}
            for layer in found.view.layers
        ],
        "occlusion": {
            "patch": PATCH,
            "row": found.occlusion.row,
            "column": found.occlusion.column,
            "largest_fall": float(found.occlusion.fall.max()),
            "digit_then": found.covered_digit,
        },
        "picture": str(target),
    }
