"""A folder as MNIST-C's release has it, with a few digits only."""

from pathlib import Path

import numpy as np

from inkdigits.data import CORRUPTIONS, load_dataset


def write_release(folder: Path, count: int = 30) -> Path:
    """Write `mnist_c` into `folder`; the n-th set has the digits n grey levels darker."""
    split = load_dataset("uci-digits")
    for place, name in enumerate(("identity", *CORRUPTIONS)):
        target = folder / "mnist_c" / name
        target.mkdir(parents=True)
        for part, dataset in (("train", split.train), ("test", split.evaluation)):
            images = np.maximum(dataset.images[:count], place) - place
            np.save(target / f"{part}_images.npy", images.astype(np.uint8)[..., None])
            np.save(target / f"{part}_labels.npy", dataset.labels[:count])
    return folder / "mnist_c"
