"""Make the recognizer that comes with the package: `src/inkdigits/recognizer/default.onnx`.

It is `convnet-wide` as the zoo has it, trained on MNIST's training part less the writers held out,
whose digits give the temperature and the reject threshold. Nothing is chosen here, on no data: the
recipe was settled on the held-out writers before, see docs/ladder.md.

    python scripts/make_default.py
"""

import tempfile
from pathlib import Path

from inkdigits import training
from inkdigits.cli._training_bar import TrainingBar
from inkdigits.files import atomic_path
from inkdigits.recognizer import DEFAULT_PATH
from inkdigits.training import Run

MODEL = "convnet-wide"
LARGEST = 1_500_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with TrainingBar() as bar:
            run = training.train(MODEL, "mnist", out=Path(folder), progress=bar)
        install(run)


def install(run: Run) -> None:
    content = (run.path / "model.onnx").read_bytes()
    if len(content) > LARGEST:
        raise SystemExit(f"{len(content):,} bytes are more than the {LARGEST:,} that may ship")
    with atomic_path(DEFAULT_PATH) as temporary:
        temporary.write_bytes(content)
    print(f"installed {MODEL}, {len(content):,} bytes")
    for part in ("validation", "test"):
        measured = run.metrics[part]
        print(f"{part}: {measured['accuracy']:.2%}, {measured['errors']} wrong")


if __name__ == "__main__":
    main()
