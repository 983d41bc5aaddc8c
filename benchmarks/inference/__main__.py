"""How fast a net answers: ours, Keras and PyTorch, from one digit a call to 10,000.

All run the same net, the zoo's `cnn-functional` (its training does not matter here, so it is
short), from raw digits to probabilities; the bundled recognizer, another net, is measured beside.
Each measurement is a process of its own, and the contenders take turns. Writes the raw figures, a
table, and a picture. The whole takes half an hour.

    python benchmarks/inference [--rounds 7] [--contenders inkdigits pytorch] [--quick]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from contenders import CONTENDERS, PART
from picture import draw
from summary import summarise, table

import inkdigits
from inkdigits.data import load_dataset
from inkdigits.files import write_json, write_text
from inkdigits.models import import_keras
from inkdigits.recognizer import DEFAULT_PATH, load_recognizer
from inkdigits.training import describe_environment, quantize

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
OUT = HERE.parent / "results" / "inference"
TENSORFLOW = ROOT / ".venv-tensorflow" / "bin" / "python"
SIZES = (1, 10, 100, 1000, 10_000)


def main() -> None:
    options = parse_arguments()
    rounds: dict[str, list[Any]] = {name: [] for name in options.contenders}
    missing: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        for number in range(1 if options.quick else options.rounds):
            for name in list(rounds):
                print(f"round {number + 1}: {name}", file=sys.stderr, flush=True)
                try:
                    rounds[name].append(measure(name, Path(folder), options))
                except RuntimeError as problem:
                    if not CONTENDERS[name].optional:
                        sys.exit(f"{name} failed:\n{problem}")
                    missing[name] = what_failed(str(problem))
                    del rounds[name]
    report(rounds, missing, options)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="processes each (default: 7)")
    parser.add_argument(
        "--contenders",
        nargs="+",
        choices=CONTENDERS,
        default=list(CONTENDERS),
        metavar="NAME",
        help=f"who is measured (default: all of {', '.join(CONTENDERS)})",
    )
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the results")
    parser.add_argument(
        "--tensorflow",
        type=Path,
        default=TENSORFLOW,
        help="a Python with benchmarks/requirements.txt (default: the one that make installs)",
    )
    parser.add_argument("--quick", action="store_true", help="one short round, to try it out")
    options = parser.parse_args()
    for name in options.contenders:
        if CONTENDERS[name].backend == "tensorflow" and not options.tensorflow.exists():
            parser.error(
                f"{name} needs {options.tensorflow}, which 'make bench' installs; or name the "
                "others with --contenders"
            )
    return options


def prepare(folder: Path) -> None:
    """Put the nets into `folder`, in every form that a contender takes, and the digits."""
    uci = load_dataset("uci-digits")
    run = inkdigits.train("cnn-functional", uci, out=folder / "runs", epochs=5)
    for name in ("model.keras", "model.onnx"):
        (run.path / name).rename(folder / name)
    (folder / "default.onnx").write_bytes(DEFAULT_PATH.read_bytes())
    for source, target in (("model.onnx", "int8.onnx"), ("default.onnx", "default-int8.onnx")):
        quantize(folder / source, folder / target, uci.train.images, uci.evaluation)
    model = import_keras().saving.load_model(folder / "model.keras")
    np.savez(folder / "weights.npz", *model.get_weights())
    images = load_dataset("mnist").evaluation.images
    expected = load_recognizer(folder / "model.onnx").predict_proba(images[:PART])
    np.savez(folder / "digits.npz", images=images, probabilities=expected)


def measure(name: str, folder: Path, options: argparse.Namespace) -> Any:
    """What `measure.py` found.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    backend = CONTENDERS[name].backend
    python = options.tensorflow if backend == "tensorflow" else sys.executable
    sizes = SIZES[:3] if options.quick else SIZES
    command = [python, HERE / "measure.py", name, "--folder", folder, "--sizes", *map(str, sizes)]
    command += ["--seconds", "0.1" if options.quick else "1"]
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2"}
    if backend:
        environment["KERAS_BACKEND"] = backend
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr or f"exit status {done.returncode}")
    return json.loads(done.stdout)


def what_failed(message: str) -> str:
    """The line of a traceback that names the error; after it may follow advice."""
    lines = message.strip().splitlines()
    return next((line for line in reversed(lines) if "Error" in line), lines[-1]).strip()


def report(
    rounds: dict[str, list[Any]], missing: dict[str, str], options: argparse.Namespace
) -> None:
    machine = describe_environment()
    document = {"environment": machine, "quick": options.quick, "rounds": rounds}
    write_json(options.out / "inference.json", document | {"left_out": missing})
    speeds = {name: summarise(done) for name, done in rounds.items()}
    labels = {name: CONTENDERS[name].label for name in rounds}
    text = table({labels[name]: row for name, row in speeds.items()})
    packages = ", ".join(
        f"{name} {machine['packages'][name]}" for name in ("onnxruntime", "keras", "torch")
    )
    text += (
        f"\nDigits a second, median ± half the distance between the quartiles over "
        f"{len(next(iter(rounds.values())))} rounds; latency of one digit in milliseconds. The net "
        f"is cnn-functional, except for the bundled default. {machine['processor']}, "
        f"{machine['cores']} cores; {packages}.\n"
    )
    for name, problem in missing.items():
        text += f"\n{CONTENDERS[name].label} did not run here: {problem}\n"
    if options.quick:
        text = f"**Tried out with --quick: no result.**\n\n{text}"
    write_text(options.out / "table.md", text)
    picture = draw(speeds, labels, options.out / "inference.png")
    print(f"{text}\npicture: {picture}")


if __name__ == "__main__":
    main()
