from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fastapi import HTTPException


class Memory:
    """What the bodies of all requests together may fill.

    Args:
        most: bytes.
    """

    def __init__(self, most: int) -> None:
        self._free = most

    @contextmanager
    def share(self) -> Iterator[Callable[[int], None]]:
        """Take memory, so many bytes at each call; at the end all of it is given back.

        Taking raises HTTPException, 503, where there is not so much left.
        """
        taken = 0

        def take(size: int) -> None:
            """Take so many bytes more."""
            nonlocal taken
            if size > self._free:
                raise HTTPException(
                    503,
                    "the bodies of other requests fill the memory; try again in 1 s",
                    {"Retry-After": "1"},
                )
            self._free -= size
            taken += size

        try:
            yield take
        finally:
            self._free += taken
