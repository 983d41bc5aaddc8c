from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


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
