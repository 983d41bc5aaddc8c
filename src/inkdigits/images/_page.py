from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.images._formats import FORMATS


@dataclass(frozen=True, eq=False)
class DecodedPage:
    """One page of a file.

    Attributes:
        number: its place in the file, from 1.
        count: how many pages the file has; those behind a damaged page are not counted where it
            hides them.
        gray: (H, W) uint8, 0 black to 255 white, whatever the polarity of the writing.
    """

    number: int
    count: int
    gray: Uint8Array


def name_page(name: str, number: int, count: int) -> str:
    """What messages call a page: by the file's name alone where it is the only one."""
    return name if count == 1 else f"{name}, page {number}"


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """Turn whatever a decoder raises inside into an InputError of one sentence about `name`."""
    try:
        yield
    except InputError:
        raise
    except Exception as problem:  # a damaged file makes a decoder raise nearly anything
        reason = " ".join(str(problem).split()) or type(problem).__name__
        raise damaged(name, reason) from problem


def damaged(name: str, reason: str) -> InputError:
    """What to raise for a file or page that cannot be decoded."""
    return InputError(
        f"{name}: got a damaged or incomplete image ({reason}), wanted a whole {FORMATS} file; "
        "save or copy it again"
    )
