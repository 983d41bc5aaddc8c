"""Reading a stack of pages whose numbers are on one list, each of them once."""

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.reading._look import Sight, Watcher, look
from inkdigits.reading._numbers import find_numbers
from inkdigits.reading._page import ReadPage
from inkdigits.reading._read import compose
from inkdigits.reading.rules import Rule, read_stack
from inkdigits.recognizer import Recognizer, load_recognizer


class Stack:
    """Pages to be read together: no id of the list stands on two of their lines.

    A digit that cannot be told on one page may follow from the ids that the others take.

    Args:
        rule: with ids.
        recognizer: who reads the digits; None takes the one that comes with the package.

    Raises:
        InputError: the rule has no ids.
    """

    def __init__(self, rule: Rule, recognizer: Recognizer | None = None) -> None:
        if rule.ids is None:
            raise InputError("got a rule without ids, wanted a list of which each number is one")
        self._rule = rule
        self._recognizer = recognizer or load_recognizer()
        self._sights: list[Sight] = []

    def add(self, gray: Uint8Array, watch: Watcher | None = None) -> None:
        """Put another page on the stack.

        Args:
            gray: (H, W) uint8 grey levels.
            watch: is shown the page after each step.
        """
        self._sights.append(look(gray, self._recognizer, watch))

    def read(self) -> list[ReadPage]:
        """What each page says, in the order in which they were added.

        A line that by itself is like none of the ids takes none away from the others.
        """
        rule = self._rule
        alone = [[find_numbers(row, rule) for row in sight.lattices] for sight in self._sights]
        found = [number for page in alone for row in page for number in row]
        told = [lattice for lattice, decoding in found if decoding.text is not None]
        together = iter(read_stack(told, rule))
        decided = iter(
            [(lattice, next(together) if one.text is not None else one) for lattice, one in found]
        )
        return [
            compose(sight, [next(decided) for row in page for _ in row])
            for sight, page in zip(self._sights, alone, strict=True)
        ]
