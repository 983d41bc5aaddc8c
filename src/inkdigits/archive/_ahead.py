import threading
from collections.abc import Callable, Generator, Iterator
from queue import Full, Queue
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Callable[[], Iterator[T]], most: int) -> Generator[T, None, None]:
    """Go through items that have to be waited for, a few ahead of whoever uses them.

    Args:
        items: called on a thread of its own.
        most: how many are held at a time.

    Yields:
        Each in turn.

    Raises:
        Exception: what going through them raises, in its place.
    """
    queue: Queue[tuple[T] | BaseException | None] = Queue(most)
    stopped = threading.Event()

    def hand_over(one: tuple[T] | BaseException | None) -> bool:
        while not stopped.is_set():
            try:
                queue.put(one, timeout=0.1)
                return True
            except Full:
                continue
        return False

    def work() -> None:
        try:
            if all(hand_over((item,)) for item in items()):
                hand_over(None)
        except BaseException as problem:  # to be raised where it is waited for
            hand_over(problem)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while (one := queue.get()) is not None:
            if isinstance(one, BaseException):
                raise one
            yield one[0]
    finally:
        stopped.set()
        thread.join()
