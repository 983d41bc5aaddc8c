"""How long a user waits before anything happens: start-up, one picture, loading MNIST.

python benchmarks/startup.py [--repeats 7]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from inkdigits.data import find_mnist, load_dataset, write_idx
from inkdigits.examples import example_images
from inkdigits.training import describe_environment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=7, help="runs of each (default: 7)")
    repeats = parser.parse_args().repeats
    python = [sys.executable, "-c"]
    picture = str(example_images()[0].path)
    report("load_recognizer, process", process([*python, LOAD]), repeats)
    report("classify one picture, process", process([*python, CLASSIFY, picture]), repeats)
    if find_mnist() is not None:
        report("MNIST as it lies, checksums", lambda: load_dataset("mnist"), repeats)
        with tempfile.TemporaryDirectory() as folder:
            decompress(Path(folder))
            os.environ["INKDIGITS_DATA"] = folder
            report("MNIST decompressed, checksums", lambda: load_dataset("mnist"), repeats)
    print(f"on {describe_environment()['processor']}, {os.cpu_count()} cores")


LOAD = "import inkdigits; inkdigits.load_recognizer()"
CLASSIFY = "import sys; from inkdigits.cli import main; main(['classify', *sys.argv[1:]])"


def process(command: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, capture_output=True)


def report(what: str, action: Callable[[], object], repeats: int) -> None:
    action()  # warm-up: files into the page cache, bytecode compiled
    taken = []
    for _ in range(repeats):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    print(f"{what:32} median {median(taken):.3f} s, {min(taken):.3f} to {max(taken):.3f}")


def decompress(folder: Path) -> None:
    """Write MNIST as four raw IDX files, as the cache holds them."""
    split = load_dataset("mnist")
    assert split.test is not None
    for part, stem in ((split.train, "train"), (split.test, "t10k")):
        assert part.labels is not None
        write_idx(folder / f"{stem}-images-idx3-ubyte", part.images)
        write_idx(folder / f"{stem}-labels-idx1-ubyte", part.labels)


if __name__ == "__main__":
    main()
