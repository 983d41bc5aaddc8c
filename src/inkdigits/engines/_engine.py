from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeAlias, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

Do: TypeAlias = Callable[[Sequence[Item]], Iterator[tuple[Item, Answer]]]
"""Does some items, and gives each with what came of it, in whatever order they are done."""


class Engine(Protocol):
    """Does the same with many items, several at a time, in processes of their own."""

    def map(
        self, work: Callable[[Item], Answer], items: Sequence[Item]
    ) -> Iterator[tuple[Item, Answer]]:
        """Do the work with each item.

        Args:
            work: is pickled once for each process, and called there with one item after the
                other; an item whose process dies is given to another one.
            items: to be pickled.

        Yields:
            Each item with what the work made of it, in whatever order they are done.

        Raises:
            InputError: the engine is not to be had, or not as it was asked for.
            WorkError: its processes end again and again.
            Exception: what the work raises.
        """
        ...

    def hold(self, work: Callable[[Item], Answer]) -> AbstractContextManager[Do[Item, Answer]]:
        """Be ready for several batches of items, the next of which may hang on the answers.

        What it takes to begin is paid once, as far as the engine can. When the block ends badly,
        such as by Ctrl-C, what still runs is ended at once.

        Args:
            work: see `map`.

        Returns:
            Gives what does a batch, as `map` does.
        """
        ...
