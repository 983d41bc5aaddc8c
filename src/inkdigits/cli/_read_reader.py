"""Who reads: each page by itself, or all together."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from inkdigits.cli._read_form import FormPage
from inkdigits.cli._read_pictures import Steps

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array
    from inkdigits.reading import ReadPage
    from inkdigits.reading.rules import Form, Rule
    from inkdigits.recognizer import Recognizer


class Reader(Protocol):
    """Reads the pages, either each by itself or all together."""

    def read(self, picture: "Uint8Array") -> "ReadPage | FormPage | None":
        """Read a page; None where that has to wait for the others."""

    def rest(self) -> "Sequence[ReadPage]":
        """The pages that had to wait, in the order in which they came."""


class Singly:
    """Reads each page by itself.

    Args:
        read: from grey levels to what stands there.
    """

    def __init__(self, read: "Callable[[Uint8Array], ReadPage | FormPage]") -> None:
        self.read = read

    def rest(self) -> "Sequence[ReadPage]":
        """See Reader."""
        return ()


class Together:
    """Reads all pages together, each id of a list once."""

    def __init__(self, rule: "Rule", recognizer: "Recognizer", steps: Steps | None) -> None:
        from inkdigits.reading import Stack

        self._stack, self._steps = Stack(rule, recognizer), steps

    def read(self, picture: "Uint8Array") -> None:
        """See Reader."""
        self._stack.add(picture, self._steps)

    def rest(self) -> "Sequence[ReadPage]":
        """See Reader."""
        return self._stack.read()


def make_reader(
    recognizer: "Recognizer", rule: "Rule | None", form: "Form | None", steps: Steps | None
) -> Reader:
    """Who reads pages of which this is known."""
    from inkdigits import reading

    if rule is not None and rule.ids is not None:
        return Together(rule, recognizer, steps)
    if form is None:
        return Singly(lambda picture: reading.read(picture, recognizer, rule, steps))

    def read_form(picture: "Uint8Array") -> FormPage:
        fields = reading.read_form(picture, form, recognizer, steps)
        return FormPage(picture.shape[1], picture.shape[0], recognizer.card.name, fields)

    return Singly(read_form)
