"""What MNIST's usual validation split, its last 10,000 training digits, leaks.

Most of its writers also wrote some of the first 50,000 digits. For each seed these shared writers
are parted in two halves, and a model is trained twice: each time the first 50,000 digits lack
those of one half. So each shared writer's validation digits are answered once by a model that has
met the writer and once by one that has not, and both have learnt from about as many digits of as
many people. Writes the section in `docs/statistics.md`.

    python benchmarks/holdout.py [--seeds 5]
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import mean, stdev

import numpy as np
import numpy.typing as npt
from section import write_section
from sklearn.neighbors import KNeighborsClassifier

from inkdigits import training
from inkdigits.arrays import Images, Labels
from inkdigits.data import Dataset, Split, load_dataset

PAGE = Path(__file__).parent.parent / "docs" / "statistics.md"

Answers = Callable[[Dataset, Images, int], Labels]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=5, help="seeds 0, 1, ...")
    seeds = range(parser.parse_args().seeds)
    first, last, shared, of_writers = usual_split(load_dataset("mnist").train)
    leak = len(last) / 10_000
    lines = [
        f"{len(shared)} of the {of_writers} people who wrote the last 10,000 digits also wrote "
        f"some of the first 50,000; theirs are {len(last):,} of the 10,000.",
        "",
        "| | errors, writer met | errors, writer not met | the usual split overstates by |",
        "|---|---:|---:|---:|",
    ]
    for name, answer in (("3 nearest neighbours", neighbours), ("`convnet-fast`", convnet_fast)):
        rows = [errors(answer, first, last, shared, seed) for seed in seeds]
        met, unmet = zip(*rows, strict=True)
        gaps = [leak * (new - old) for old, new in rows]
        lines.append(f"| {name} | {spread(met)} | {spread(unmet)} | {spread(gaps, ' points')} |")
        print(lines[-1], flush=True)
    lines += ["", f"Mean ± standard deviation over {len(seeds)} seeds."]
    write_section(PAGE, "holdout", lines)


def usual_split(train: Dataset) -> tuple[Dataset, Dataset, npt.NDArray[np.int32], int]:
    """The first 50,000, what shared writers wrote of the last 10,000, these, and how many wrote."""
    assert train.writers is not None
    early, late = train.writers[:50_000], train.writers[50_000:]
    shared = np.intersect1d(early, late)
    theirs = 50_000 + np.flatnonzero(np.isin(late, shared))
    return train.subset(np.arange(50_000)), train.subset(theirs), shared, len(np.unique(late))


def errors(
    answer: Answers, first: Dataset, last: Dataset, shared: npt.NDArray[np.int32], seed: int
) -> tuple[float, float]:
    """Error on the shared writers' digits, once they were met and once they were not."""
    assert first.writers is not None
    assert last.writers is not None
    assert last.labels is not None
    halves = np.array_split(np.random.default_rng(seed).permutation(shared), 2)
    met = unmet = 0
    for half in halves:
        kept = first.subset(np.flatnonzero(~np.isin(first.writers, half)))
        wrong = answer(kept, last.images, seed) != last.labels
        new = np.isin(last.writers, half)
        unmet += int(wrong[new].sum())
        met += int(wrong[~new].sum())
    return met / len(last), unmet / len(last)


def neighbours(train: Dataset, images: Images, seed: int) -> Labels:
    model = KNeighborsClassifier(3, algorithm="brute").fit(flat(train.images), train.labels)
    answers: Labels = model.predict(flat(images))
    return answers


def convnet_fast(train: Dataset, images: Images, seed: int) -> Labels:
    with tempfile.TemporaryDirectory() as folder:
        split = Split(train, train.subset(np.arange(100)))
        run = training.train("convnet-fast", split, out=folder, seed=seed, validation=0.0)
        return run.recognizer().predict(images)


def flat(images: Images) -> npt.NDArray[np.float32]:
    return images.reshape(len(images), -1).astype(np.float32)


def spread(shares: tuple[float, ...] | list[float], unit: str = " %") -> str:
    return f"{100 * mean(shares):.2f} ± {100 * stdev(shares):.2f}{unit}"


if __name__ == "__main__":
    main()
