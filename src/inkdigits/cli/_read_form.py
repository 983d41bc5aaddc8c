"""A page on which a form's fields were read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inkdigits.reading import ReadPage
    from inkdigits.reading.rules import ReadField


@dataclass(frozen=True, eq=False)
class FormPage:
    """What stands in the fields of a page.

    Attributes:
        width: of the page as shown, in pixels.
        height: of the page as shown, in pixels.
        model: name of the recognizer.
        fields: in the order of the form.
    """

    width: int
    height: int
    model: str
    fields: "tuple[ReadField, ...]"

    def to_json(self) -> dict[str, Any]:
        """The page as a JSON object."""
        return {
            "width": self.width,
            "height": self.height,
            "model": self.model,
            "fields": [field.to_json() for field in self.fields],
        }

    def as_lines(self) -> "ReadPage":
        """The page with a line for each field, to be drawn; blank ones are sure to hold nothing."""
        from inkdigits.reading import ReadDigit, ReadLine, ReadPage

        lines = [
            ReadLine(
                field.text or "",
                1.0 if field.blank else field.confidence,
                field.box,
                tuple(
                    ReadDigit(d.digit, float(d.probabilities[d.digit]), d.box, d.probabilities)
                    for d in field.digits
                ),
            )
            for field in self.fields
        ]
        return ReadPage(self.width, self.height, self.model, tuple(lines), ())
