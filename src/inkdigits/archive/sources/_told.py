from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from inkdigits.archive.sources._item import Item
from inkdigits.errors import InputError


@dataclass
class Answer:
    """What came of fetching an item."""

    content: bytes | InputError


@contextmanager
def told(item: Item) -> Iterator[Answer]:
    """Take whatever fails inside, a lost network and a broken archive too, as what came of it."""
    answer = Answer(InputError(f"{item.name}: nothing came"))
    try:
        yield answer
    except ModuleNotFoundError:
        raise  # what has to be installed, for all items alike
    except Exception as problem:  # filesystems and archives raise nearly anything
        reason = getattr(problem, "strerror", None) or " ".join(str(problem).split())
        answer.content = InputError(
            f"{item.name}: cannot be read ({reason or type(problem).__name__}); copy it again"
        )
