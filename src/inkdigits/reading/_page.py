"""What reading returns: a page, its lines, their digits, and what was no digit."""

from dataclasses import dataclass
from typing import Any

from inkdigits.arrays import FloatArray, Uint8Array

Box = tuple[int, int, int, int]
"""Left, top, width, height, in pixels of the page as shown, after EXIF rotation."""


@dataclass(frozen=True, eq=False)
class ReadDigit:
    """One digit.

    Attributes:
        digit: 0 to 9.
        confidence: its probability.
        box: around its ink; where that is its neighbour's too, around its share of it.
        probabilities: (10,) float32, of each digit here.
        field: (28, 28) uint8, as the recognizer was shown it; None where the ink is not its own,
            for it touches its neighbour.
    """

    digit: int
    confidence: float
    box: Box
    probabilities: FloatArray
    field: Uint8Array | None = None


@dataclass(frozen=True, eq=False)
class ReadLine:
    """Digits in one row, read from left to right.

    Attributes:
        text: the digits; a space where a wide gap parts two numbers.
        confidence: the probability that all of `text` is right.
        box: around all its digits.
        digits: one for each digit of `text`.
        runner_up: the next most probable reading and its probability, where a rule was given.
    """

    text: str
    confidence: float
    box: Box
    digits: tuple[ReadDigit, ...]
    runner_up: tuple[str, float] | None = None

    def to_json(self) -> dict[str, Any]:
        """The line as a JSON object; "runner_up" stands there only where there is one."""
        document: dict[str, Any] = {
            "text": self.text,
            "confidence": round(self.confidence, 6),
            "box": list(self.box),
            "digits": [
                {"digit": d.digit, "confidence": round(d.confidence, 6), "box": list(d.box)}
                for d in self.digits
            ],
        }
        if self.runner_up is not None:
            text, confidence = self.runner_up
            document["runner_up"] = {"text": text, "confidence": round(confidence, 6)}
        return document


@dataclass(frozen=True)
class RejectedInk:
    """Something on the page that is not taken for a digit.

    Attributes:
        box: around its ink.
        reason: why not.
    """

    box: Box
    reason: str


@dataclass(frozen=True, eq=False)
class ReadPage:
    """What a page says.

    Attributes:
        width: of the page as shown, in pixels.
        height: of the page as shown, in pixels.
        model: name of the recognizer.
        lines: from top to bottom as they are read.
        rejected: what was seen and is no digit.
        rotation: degrees clockwise, of 0, 90, 180 and 270, by which the page must be turned to
            stand upright.
    """

    width: int
    height: int
    model: str
    lines: tuple[ReadLine, ...]
    rejected: tuple[RejectedInk, ...]
    rotation: int = 0

    def to_json(self) -> dict[str, Any]:
        """The page as a JSON object."""
        return {
            "width": self.width,
            "height": self.height,
            "model": self.model,
            "rotation": self.rotation,
            "lines": [line.to_json() for line in self.lines],
            "rejected": [{"box": list(r.box), "reason": r.reason} for r in self.rejected],
        }


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all the others."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right = max(box[0] + box[2] for box in boxes)
    bottom = max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top


def centre_in(inner: Box, outer: Box) -> bool:
    """Whether the middle of one box lies in another."""
    left, top, width, height = inner
    across, down = left + width / 2 - outer[0], top + height / 2 - outer[1]
    return 0 <= across < outer[2] and 0 <= down < outer[3]
