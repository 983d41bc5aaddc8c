"""Time to accuracy on MNIST, side by side: our recipes and the peers' published ones.

Each run is a process of its own, and the contestants take turns (A B C, A B C, ...), so that
whatever else the machine does hits all alike. What is timed: see contest.py; which time counts: see
summary.py. Writes raw logs, a table, and a picture. The whole takes hours.

    python benchmarks/time_to_accuracy [--runs 5] [--contestants convnet-fast pytorch] [--resume]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from contestants import CONTESTANTS
from picture import draw
from summary import BARS, Epoch, Result, speed_up, table

from inkdigits.data import load_dataset
from inkdigits.files import atomic_path, write_json, write_text
from inkdigits.training import describe_environment

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
OUT = HERE.parent / "results" / "time_to_accuracy"
TENSORFLOW = ROOT / ".venv-tensorflow" / "bin" / "python"
PACKAGES = ("keras", "numpy", "scikit-learn", "tensorflow-cpu", "torch")


def main() -> None:
    options = parse_arguments()
    names = present(options.contestants, options.tensorflow)
    write_json(options.out / "environment.json", environment(options))
    with tempfile.TemporaryDirectory() as folder:
        digits = write_digits(Path(folder) / "digits.npz", options.limit)
        for seed in range(options.runs):
            for name in names:
                log = log_path(options.out, name, seed)
                if not (options.resume and is_logged(log, options)):
                    measure(name, seed, digits, log, options)
    report(names, options)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="seeds 0, 1, ... (default: 5)")
    parser.add_argument(
        "--contestants",
        nargs="+",
        choices=CONTESTANTS,
        default=list(CONTESTANTS),
        metavar="NAME",
        help=f"who takes part (default: all of {', '.join(CONTESTANTS)})",
    )
    parser.add_argument(
        "--minutes",
        type=float,
        help="stop a peer at the first epoch that ends later (default: train as published); what "
        "it had reached by then it would have reached anyhow, its rates know no end",
    )
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the results")
    parser.add_argument("--resume", action="store_true", help="keep the runs that are logged")
    parser.add_argument(
        "--tensorflow",
        type=Path,
        default=TENSORFLOW,
        help="a Python with benchmarks/requirements.txt (default: the one that make installs)",
    )
    smoke = parser.add_argument_group("to try it out; what comes of it is no result")
    smoke.add_argument("--epochs", type=int, help="train only so many epochs")
    smoke.add_argument("--limit", type=int, help="train on only so many digits")
    return parser.parse_args()


def present(names: list[str], tensorflow: Path) -> list[str]:
    """The contestants that can take part here; who cannot is named, never left out in silence."""
    for name in names:
        if CONTESTANTS[name].tensorflow and not tensorflow.exists():
            sys.exit(f"{name} needs {tensorflow}, which 'make bench' installs; or name the others")
    return names


def environment(options: argparse.Namespace) -> dict[str, Any]:
    """The machine, and the versions in both environments."""
    document = describe_environment() | {"benchmark_packages": versions(Path(sys.executable))}
    if any(CONTESTANTS[name].tensorflow for name in options.contestants):
        document["tensorflow_packages"] = versions(options.tensorflow)
    return document


def versions(python: Path) -> dict[str, str]:
    code = (
        "import json, sys; from importlib import metadata\n"
        "have = {d.name.replace('_', '-'): d.version for d in metadata.distributions()}\n"
        "print(json.dumps({name: have[name] for name in sys.argv[1:] if name in have}))"
    )
    done = subprocess.run(
        [python, "-c", code, *PACKAGES], capture_output=True, text=True, check=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def write_digits(target: Path, limit: int | None) -> Path:
    """The digits for the peers, who need not know inkdigits."""
    split = load_dataset("mnist")
    assert split.test is not None
    train, test = split.train, split.test
    arrays = {
        "x_train": train.images[:limit],
        "y_train": train.labels[:limit],
        "x_test": test.images,
        "y_test": test.labels,
    }
    np.savez(target, **arrays)
    return target


def log_path(out: Path, name: str, seed: int) -> Path:
    return out / "raw" / f"{name}-{seed}.jsonl"


def is_logged(log: Path, options: argparse.Namespace) -> bool:
    """Whether the run is there already, and was not one to try things out."""
    if not log.exists():
        return False
    head = json.loads(log.read_text("utf-8").splitlines()[0])
    return (head["epochs"], head["limit"]) == (options.epochs, options.limit)


def measure(name: str, seed: int, digits: Path, log: Path, options: argparse.Namespace) -> None:
    """One run in a fresh process; its log appears when it is whole."""
    contestant = CONTESTANTS[name]
    head = {
        "contestant": name,
        "seed": seed,
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "load_before": os.getloadavg()[0],
        "epochs": options.epochs,
        "limit": options.limit,
        "minutes": options.minutes,
    }
    print(f"{name}, seed {seed} ...", end=" ", flush=True)
    with atomic_path(log) as temporary:
        temporary.write_text(json.dumps(head) + "\n", encoding="utf-8")
        command = [options.tensorflow if contestant.tensorflow else sys.executable]
        command += [HERE / contestant.program, "--digits", digits, "--log", temporary]
        command += ["--seed", str(seed)]
        if contestant.recipe:
            command += ["--recipe", contestant.recipe]
        if options.epochs:
            command += ["--epochs", str(options.epochs)]
        if options.minutes and not contestant.ours:
            command += ["--seconds", str(60 * options.minutes)]
        variables = {**os.environ, **contestant.environment}
        done = subprocess.run(command, env=variables, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{name} failed:\n{done.stderr}")
    last = read_log(log)[-1]
    print(f"{last.accuracy:.2%} after {last.seconds:.3g} s", flush=True)


def read_log(path: Path) -> list[Epoch]:
    _head, *rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [Epoch(row["seconds"], row["right"] / row["n"]) for row in rows]


def report(names: list[str], options: argparse.Namespace) -> None:
    results = []
    for name in names:
        runs = [read_log(log_path(options.out, name, seed)) for seed in range(options.runs)]
        if options.minutes:
            # Stopped by the clock, one run may have come an epoch further than another.
            runs = [run[: min(map(len, runs))] for run in runs]
        results.append(Result(CONTESTANTS[name].label, CONTESTANTS[name].ours, runs))
    lines = [table(results), *(f"- {speed_up(results, bar)}" for bar in BARS)]
    lines += ["", caption(options)]
    text = "\n".join(lines) + "\n"
    write_text(options.out / "table.md", text)
    picture = draw(results, options.out / "time_to_accuracy.png")
    print(f"\n{text}\npicture: {picture}")


def caption(options: argparse.Namespace) -> str:
    machine = json.loads((options.out / "environment.json").read_text("utf-8"))
    packages = {**machine["benchmark_packages"], **machine.get("tensorflow_packages", {})}
    text = (
        f"Median seconds of training, fastest to slowest of {options.runs} runs; accuracy mean ± "
        "standard deviation on MNIST's 10,000 test digits. Ours count by their last epoch, peers "
        "from the first epoch whose mean reaches the bar. "
        f"{machine['processor']}, {machine['cores']} cores; Python {machine['python']}, "
        + ", ".join(f"{name} {version}" for name, version in sorted(packages.items()))
        + "."
    )
    if options.minutes:
        text += f" Peers were stopped after {options.minutes:g} minutes."
    if options.epochs or options.limit:
        tried = [
            f"--{key} {value}"
            for key, value in vars(options).items()
            if value and key in ("epochs", "limit")
        ]
        text = f"**Tried out with {' '.join(tried)}: no result.** {text}"
    return text


if __name__ == "__main__":
    main()
