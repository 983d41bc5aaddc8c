from collections.abc import Callable
from pathlib import Path

from inkdigits.data._dataset import Split
from inkdigits.data._mnist import load_mnist
from inkdigits.data._uci_digits import load_uci_digits
from inkdigits.errors import InputError

NAMED_SOURCES: dict[str, Callable[[], Split]] = {
    "mnist": load_mnist,
    "uci-digits": load_uci_digits,
    "embedded": load_uci_digits,
}


def load_dataset(source: str | Path) -> Split:
    """Load digits by name or from a file or folder.

    Args:
        source: "mnist"; "uci-digits" or "embedded", the digits in the package.

    Returns:
        The training part, and the test part where the source has one.

    Raises:
        InputError: `source` is none of these, or what it holds is damaged.
    """
    loader = NAMED_SOURCES.get(str(source))
    if loader is not None:
        return loader()
    raise InputError(f"no dataset {str(source)!r}; wanted {', '.join(NAMED_SOURCES)}")
