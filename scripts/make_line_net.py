"""Make the net that reads rows of digits: `src/inkdigits/reading/line.onnx`.

It learns from rows of made pages as the ink net that ships finds them, with digits of MNIST's
training part less the writers held out, and with words in the typefaces of the extra `typefaces`.
Takes about two hours on two processors, and 6 GB of memory.

    python scripts/make_line_net.py
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from inkdigits import __version__
from inkdigits.data import hold_out, load_dataset
from inkdigits.files import atomic_path
from inkdigits.pages import installed_families
from inkdigits.reading import LINE_NET_PATH
from inkdigits.training.line_net import (
    LineRecipe,
    export_line_net,
    fit_line_net,
    make_all_strips,
    quantize_line_net,
)

SCALING = 400  # rows that the scales of the int8 net are found with
HELD_OUT = 0.05  # of the training part: whose digits stand on the pages that reading is tuned on


def main() -> None:
    families = len(list(installed_families()))
    if not families:
        raise SystemExit("got no typefaces but matplotlib's; pip install 'inkdigits[typefaces]'")
    recipe = LineRecipe()
    digits, _ = hold_out(load_dataset("mnist").train, "writers", HELD_OUT, recipe.seed)
    strips = make_all_strips(recipe, replace(digits, name="mnist"))
    print(f"{len(strips):,} rows of {recipe.pages:,} pages", flush=True)
    net = fit_line_net(recipe, strips, report)
    card = {
        "recipe": recipe.to_json(),
        "digits": digits.source,
        "typefaces": families,
        "package_version": __version__,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "float32.onnx"
        export_line_net(net, card, path)
        with atomic_path(LINE_NET_PATH) as temporary:
            quantize_line_net(path, temporary, strips[:SCALING])
    print(f"installed {LINE_NET_PATH.name}, {LINE_NET_PATH.stat().st_size:,} bytes")


def report(number: int, passes: int, loss: float) -> None:
    print(f"pass {number} of {passes}: loss {loss:.4f}", flush=True)


if __name__ == "__main__":
    main()
