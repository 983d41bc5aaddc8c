"""What was read, as JSON: what `inkdigits read --json` prints, and more where it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from inkdigits.arrays import FloatArray, Uint8Array
from inkdigits.reading import ReadPage
from inkdigits.reading.rules import ReadField
from inkdigits.serving._json import in_base64, rounded

_LONGER_SIDE = 1600
_QUALITY = 80


@dataclass(frozen=True)
class Wanted:
    """What a caller wants to be told of a page.

    Attributes:
        min_confidence: what is below it has true at "check".
        fields: the field and the probabilities of every digit too.
        picture: the page as a JPEG too.
    """

    min_confidence: float
    fields: bool = False
    picture: bool = False


def page_json(page: ReadPage, wanted: Wanted) -> dict[str, Any]:
    """A page of lines."""
    document = page.to_json()
    for entry, line in zip(document["lines"], page.lines, strict=True):
        entry["check"] = line.confidence < wanted.min_confidence
        if wanted.fields:
            for digit_entry, digit in zip(entry["digits"], line.digits, strict=True):
                digit_entry |= _seen(digit.probabilities, digit.field)
    return document


def form_json(
    fields: Sequence[ReadField], size: tuple[int, int], model: str, wanted: Wanted
) -> dict[str, Any]:
    """A page of a form, of `size` (width, height)."""
    entries = []
    for field in fields:
        entry = field.to_json()
        entry["check"] = not field.blank and field.confidence < wanted.min_confidence
        if wanted.fields:
            entry["digits"] = [
                {
                    "digit": digit.digit,
                    "confidence": round(float(digit.probabilities[digit.digit]), 6),
                    "box": list(digit.box),
                    **_seen(digit.probabilities, None if digit.edge is None else digit.edge.field),
                }
                for digit in field.digits
            ]
        entries.append(entry)
    return {"width": size[0], "height": size[1], "model": model, "fields": entries}


def picture_json(gray: Uint8Array) -> str:
    """A page as a JPEG that a browser shows, in base64."""
    image, file = Image.fromarray(gray), BytesIO()
    image.thumbnail((_LONGER_SIDE, _LONGER_SIDE))
    image.save(file, "JPEG", quality=_QUALITY)
    return in_base64(np.frombuffer(file.getvalue(), np.uint8))


def _seen(probabilities: FloatArray, field: Uint8Array | None) -> dict[str, Any]:
    seen: dict[str, Any] = {"probabilities": rounded(probabilities)}
    return seen if field is None else {**seen, "field": in_base64(field)}
