"""Make the net that finds digits' ink on pages: `src/inkdigits/reading/ink.onnx`.

It learns from pages that are made while it trains, with digits of MNIST's training part less the
writers held out. Takes about half an hour on two processors.

    python scripts/make_ink_net.py
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from inkdigits import __version__
from inkdigits.data import hold_out, load_dataset
from inkdigits.files import atomic_path
from inkdigits.reading import INK_NET_PATH
from inkdigits.training.ink_net import (
    InkRecipe,
    export_ink_net,
    fit_ink_net,
    make_crops,
    quantize_ink_net,
)

LARGEST = 2_000_000  # bytes
PAGES = 40  # that the scales of the int8 net are found with
HELD_OUT = 0.05  # of the training part: whose digits stand on the pages that reading is tuned on


def main() -> None:
    recipe = InkRecipe()
    digits, _ = hold_out(load_dataset("mnist").train, "writers", HELD_OUT, recipe.seed)
    net = fit_ink_net(recipe, replace(digits, name="mnist"), report)
    card = {"recipe": recipe.to_json(), "digits": digits.source, "package_version": __version__}
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / "float32.onnx", Path(folder) / "int8.onnx"
        export_ink_net(net, card, path)
        crops = make_crops(replace(recipe, pages=PAGES, scales=1), digits, recipe.rounds)
        quantize_ink_net(path, small, crops)
        content = small.read_bytes()
    if len(content) > LARGEST:
        raise SystemExit(f"{len(content):,} bytes are more than the {LARGEST:,} that may ship")
    with atomic_path(INK_NET_PATH) as temporary:
        temporary.write_bytes(content)
    print(f"installed {INK_NET_PATH.name}, {len(content):,} bytes")


def report(number: int, rounds: int, losses: dict[str, float]) -> None:
    words = "  ".join(f"{name} {loss:.4f}" for name, loss in losses.items())
    print(f"round {number} of {rounds}: {words}", flush=True)


if __name__ == "__main__":
    main()
