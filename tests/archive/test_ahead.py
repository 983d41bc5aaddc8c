import threading
from collections.abc import Iterator
from itertools import count

import pytest

from inkdigits.archive._ahead import ahead


def test_items_come_in_their_order() -> None:
    assert list(ahead(lambda: iter(range(100)), 3)) == list(range(100))


def test_no_more_are_held_than_asked_for() -> None:
    gone = list[int]()

    def numbers() -> Iterator[int]:
        for number in count():
            gone.append(number)
            yield number

    items = ahead(numbers, 2)
    for wanted in range(5):
        assert next(items) == wanted
        # Two wait, one is about to, and one is being used.
        assert gone[-1] <= wanted + 4
    items.close()


def test_an_error_comes_in_its_place() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise KeyError("two")

    items = ahead(broken, 3)
    assert next(items) == 1
    with pytest.raises(KeyError, match="two"):
        next(items)


def test_whoever_stops_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    items = ahead(lambda: iter(count()), 2)
    next(items)
    items.close()
    assert threading.active_count() == before
