"""MNIST-C: MNIST's digits under fifteen corruptions, one severity each.

Mu and Gilmer, "MNIST-C: A Robustness Benchmark for Computer Vision", 2019 (arXiv 1906.02337). The
released files are the benchmark: its program draws from a global generator, so that running it
again gives other pictures. No model of the zoo is trained on them.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkdigits.data._dataset import Dataset, Split
from inkdigits.data._labels import as_labels
from inkdigits.data._locate import DATA_VARIABLE, cache_folder, data_folders
from inkdigits.data._writers import Part
from inkdigits.errors import InputError

CORRUPTIONS = (
    "shot_noise",
    "impulse_noise",
    "glass_blur",
    "motion_blur",
    "shear",
    "scale",
    "rotate",
    "brightness",
    "translate",
    "stripe",
    "fog",
    "spatter",
    "dotted_line",
    "zigzag",
    "canny_edges",
)
"""MNIST-C's fifteen, in the paper's order."""

MNIST_C_SETS = ("identity", *CORRUPTIONS)
"""The folders of the release: the fifteen, and MNIST's digits as they are."""

MNIST_C_FOLDER = "mnist_c"
"""What the release's folder is called."""


def mnist_c_file(name: str, part: Part, kind: str) -> str:
    """Path of one of the release's files in its folder; `kind` is "images" or "labels"."""
    return f"{name}/{part}_{kind}.npy"


def find_mnist_c() -> Path | None:
    """Where the release lies on this machine: `mnist_c` in a folder of `INKDIGITS_DATA`, or cached.

    Returns:
        The folder that holds `fog/` and the others; None where there is none.
    """
    for folder in _places():
        if any((folder / name).is_dir() for name in MNIST_C_SETS):
            return folder
    return None


def load_mnist_c(corruption: str, part: Part = "test", folder: Path | None = None) -> Dataset:
    """Read one part of one of MNIST-C's sets.

    Args:
        corruption: one of `CORRUPTIONS`, or "identity" for the digits as they are.
        part: "test" or "train".
        folder: the release's folder; None looks for `mnist_c` in `INKDIGITS_DATA` and the cache.

    Raises:
        InputError: there is no such set, the release is not on this machine, or a file is missing,
            damaged, or holds arrays of another shape or type.
    """
    if corruption not in MNIST_C_SETS:
        got = f"got {corruption!r}" if corruption else "mnist-c is sixteen sets"
        raise InputError(f"{got}; wanted one of mnist-c/{', mnist-c/'.join(MNIST_C_SETS)}")
    folder = folder or find_mnist_c()
    if folder is None:
        raise InputError(
            f"mnist-c is not on this machine (looked for {', '.join(map(str, _places()))}); get it "
            "with: inkdigits data fetch mnist-c, or name the folder that holds mnist_c in "
            f"{DATA_VARIABLE}"
        )
    images_path, labels_path = (
        folder / mnist_c_file(corruption, part, kind) for kind in ("images", "labels")
    )
    images = _read(images_path)
    if images.dtype != np.uint8 or images.ndim != 4 or images.shape[1:] != (28, 28, 1):
        raise InputError(
            f"{images_path}: got images of shape {images.shape} and type {images.dtype}, wanted "
            "MNIST-C's (N, 28, 28, 1) uint8"
        )
    labels = _read(labels_path)
    if labels.dtype.kind not in "iu" or labels.shape != images.shape[:1]:
        raise InputError(
            f"{labels_path}: got labels of shape {labels.shape} and type {labels.dtype}, wanted "
            f"({len(images)},) integers, one for each image"
        )
    return Dataset(
        np.array(images[:, :, :, 0]),
        as_labels(labels, str(labels_path)),
        f"mnist-c-{corruption}-{part}",
        "MNIST-C (Mu and Gilmer, 2019)",
    )


def load_mnist_c_split(corruption: str) -> Split:
    """Both parts of one of MNIST-C's sets; arguments and errors as for `load_mnist_c`."""
    return Split(load_mnist_c(corruption, "train"), load_mnist_c(corruption, "test"))


def _places() -> list[Path]:
    return [folder / MNIST_C_FOLDER for folder in (*data_folders(), cache_folder())]


def _read(path: Path) -> npt.NDArray[Any]:
    """An .npy file, mapped: its header is checked against the file's size, and nothing pickled."""
    try:
        return np.lib.format.open_memmap(path, mode="r")
    except FileNotFoundError as problem:
        raise InputError(
            f"{path}: no such file; wanted the release as it is unpacked: inkdigits data fetch "
            "mnist-c"
        ) from problem
    except (OSError, EOFError, ValueError) as problem:
        raise InputError(
            f"{path}: not a sound .npy file ({problem}); fetch or unpack it again"
        ) from problem
