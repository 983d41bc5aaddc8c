"""What keeping freed memory is worth: the same training with and without, in turn.

Each run is a process of its own, because glibc's thresholds cannot be taken back. The net is
`cnn-functional` on the embedded digits; the first epoch of each run is a warm-up.

    python benchmarks/training_memory.py [--repeats 5]
"""

import argparse
import os
import subprocess
import sys
from statistics import median

PROGRAM = """
import sys, tempfile
from inkdigits import training
from inkdigits.training import _train
if sys.argv[1] == "without":
    _train.keep_freed_memory = lambda: None
with tempfile.TemporaryDirectory() as folder:
    run = training.train("cnn-functional", "embedded", out=folder, epochs=4)
    print(sum(row["seconds"] for row in run.history[1:]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=5, help="runs of each (default: 5)")
    repeats = parser.parse_args().repeats
    seconds: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(repeats):
        for kind, taken in seconds.items():
            taken.append(measure(kind))
    for kind, taken in seconds.items():
        print(f"{kind:8} median {median(taken):.2f} s, {min(taken):.2f} to {max(taken):.2f}")
    ratios = [b / a for a, b in zip(seconds["with"], seconds["without"], strict=True)]
    print(
        f"without takes {median(ratios):.2f} times as long (n = {repeats}, {os.cpu_count()} cores)"
    )


def measure(kind: str) -> float:
    """Seconds of three epochs, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, kind], capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    main()
