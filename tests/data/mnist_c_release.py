"""A folder as MNIST-C's release has it, with a few digits only."""

from pathlib import Path

import numpy as np

from inkdigits.data import CORRUPTIONS, load_dataset


def write_release(folder: Path, count: int = 30) -> Path:
    """Write `mnist_c` into `folder`; the n-th set has the digits n pixels to the right."""
    split = load_dataset("uci-digits")
    for place, name in enumerate(("identity", *CORRUPTIONS)):
        target = folder / "mnist_c" / name
        target.mkdir(parents=True)
        for part, dataset in (("train", split.train), ("test", split.evaluation)):
            images = np.roll(dataset.images[:count], place, axis=2)
            np.save(target / f"{part}_images.npy", images[..., None])
            np.save(target / f"{part}_labels.npy", dataset.labels[:count])
    return folder / "mnist_c"
