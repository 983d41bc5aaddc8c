"""A page that was read, and the numbers on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inkdigits.cli._output import percent
from inkdigits.cli._read_form import FormPage
from inkdigits.cli._read_sources import Source

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array
    from inkdigits.reading import Box, ReadPage


@dataclass(frozen=True, eq=False)
class SourcePage:
    """A page that was read, and where it stands.

    Attributes:
        source: the file.
        number: of the page in the file, from 1; None where the file has but one.
        read: what stands there.
        picture: gives its (H, W) uint8 grey levels.
    """

    source: Source
    number: int | None
    read: "ReadPage | FormPage"
    picture: "Callable[[], Uint8Array]"

    def __str__(self) -> str:
        return name_page(self.source, self.number)

    @property
    def reasons(self) -> list[str]:
        """Why ink that looks like digits is in no line, each reason once."""
        from inkdigits.reading import NO_DIGIT

        if isinstance(self.read, FormPage):
            return []
        reasons = dict.fromkeys(ink.reason for ink in self.read.rejected)
        return [reason for reason in reasons if reason != NO_DIGIT]

    @property
    def numbers(self) -> "list[Number]":
        """What stands in each line, or in each field of a form."""
        if isinstance(self.read, FormPage):
            return [
                Number(f.name, f.text or "", f.confidence, f.box, f.runner_up, f.blank, f.reason)
                for f in self.read.fields
            ]
        return [
            Number(place, line.text, line.confidence, line.box, line.runner_up)
            for place, line in enumerate(self.read.lines, 1)
        ]


def name_page(source: Source, number: int | None) -> str:
    """What messages call a page: by the file alone where it has but one."""
    return f"{source}" if number is None else f"{source}, page {number}"


@dataclass(frozen=True)
class Number:
    """What stands in a line or in a field.

    Attributes:
        place: number of the line, from 1, or name of the field.
        text: the number; empty where there is none.
        confidence: the probability that it is right.
        box: around it, or the field's.
        runner_up: the next most probable text and its probability, where a rule was given.
        blank: whether it is a field without ink.
        reason: why there is no text though there is ink.
    """

    place: int | str
    text: str
    confidence: float
    box: "Box"
    runner_up: tuple[str, float] | None = None
    blank: bool = False
    reason: str | None = None

    def is_doubtful(self, min_confidence: float) -> bool:
        """Whether a person should check it."""
        return not self.blank and self.confidence < min_confidence

    def in_words(self, min_confidence: float) -> str:
        """The number for a person to read, with its doubts."""
        name = f"{self.place}: " if isinstance(self.place, str) else ""
        if self.blank:
            return f"{name}(blank)"
        if self.reason is not None:
            return f"{name}? {self.reason}"
        if not self.is_doubtful(min_confidence):
            return name + self.text
        doubt = f"{name}{self.text}  ? {percent(self.confidence, 1)}"
        if self.runner_up is None:
            return doubt
        text, confidence = self.runner_up
        return f"{doubt}, else {text} {percent(confidence, 1)}"
