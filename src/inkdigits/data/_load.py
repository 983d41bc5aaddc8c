from collections.abc import Callable
from pathlib import Path

from inkdigits.data._dataset import Split
from inkdigits.data._idx_folder import is_idx_folder, load_idx_folder
from inkdigits.data._image_folder import is_image_folder, load_image_folder
from inkdigits.data._kaggle_csv import load_kaggle_csv
from inkdigits.data._keras_npz import load_keras_npz
from inkdigits.data._mnist import load_mnist
from inkdigits.data._mnist_c import load_mnist_c_split
from inkdigits.data._uci_digits import load_uci_digits
from inkdigits.errors import InputError

NAMED_SOURCES: dict[str, Callable[[], Split]] = {
    "mnist": load_mnist,
    "uci-digits": load_uci_digits,
    "embedded": load_uci_digits,
}
"""What `load_dataset` knows by name; "embedded" says what the UCI digits are for."""

_MNIST_C = "mnist-c"

_FILES: dict[str, Callable[[Path], Split]] = {".csv": load_kaggle_csv, ".npz": load_keras_npz}


def load_dataset(source: str | Path) -> Split:
    """Load digits by name, or from a file or a folder.

    Args:
        source: "mnist"; "uci-digits", also called "embedded", the digits in the package;
            "mnist-c/fog", or another of MNIST-C's sets; or the path of a Kaggle Digit Recognizer
            `.csv`, of a Keras `.npz`, of a folder with IDX files named as MNIST's, or of a folder
            with a subfolder of images for each digit. A folder that is called like a name is meant
            by "./mnist".

    Returns:
        The training part, and the test part where the source has one.

    Raises:
        InputError: `source` is none of these, or what it holds is damaged or no digits.
        WorkError: MNIST is not on this machine and could not be fetched.
    """
    if str(source) in NAMED_SOURCES:
        return NAMED_SOURCES[str(source)]()
    family, _, member = str(source).partition("/")
    if family == _MNIST_C:
        return load_mnist_c_split(member)
    path = Path(source)
    if path.is_dir():
        return _load_folder(path)
    if not path.exists():
        raise InputError(
            f"{source}: no dataset of this name and no such file; wanted "
            f"{', '.join(NAMED_SOURCES)}, {_MNIST_C}/fog (or another of its sets), or the path of "
            "a .csv, an .npz or a folder"
        )
    loader = _FILES.get(path.suffix.lower())
    if loader is None:
        raise InputError(
            f"{path}: cannot tell what it holds by its name; wanted a Kaggle .csv, a Keras .npz, "
            "or a folder of IDX files or of images for each digit"
        )
    return loader(path)


def _load_folder(folder: Path) -> Split:
    if is_idx_folder(folder):
        return load_idx_folder(folder)
    if is_image_folder(folder):
        return load_image_folder(folder)
    raise InputError(
        f"{folder}: holds no digits; wanted IDX files named as MNIST's (train-images-idx3-ubyte "
        "...), or a subfolder of images for each digit, 0 to 9"
    )
