from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from inkdigits.arrays import FloatArray, Images, Uint8Array
from inkdigits.errors import InputError
from inkdigits.images import decode_gray
from inkdigits.preprocess import to_field
from inkdigits.recognizer import Recognizer, load_recognizer


@dataclass(frozen=True, eq=False)
class Classification:
    """The digit on one picture.

    Attributes:
        digit: the most probable one; None where there is no ink.
        confidence: its probability; 0 where there is no ink.
        probabilities: (10,) float32; all 0 where there is no ink.
        rejected: whether the answer should not be relied on.
        reason: why it was rejected; None where it was not.
        field: (28, 28) uint8, what the net saw; blank where there is no ink.
    """

    digit: int | None
    confidence: float
    probabilities: FloatArray
    rejected: bool
    reason: str | None
    field: Uint8Array

    @property
    def second_guess(self) -> tuple[int, float]:
        """The next most probable digit and its probability."""
        digit = int(np.argsort(self.probabilities)[-2])
        return digit, float(self.probabilities[digit])

    def to_json(self) -> dict[str, Any]:
        """The answer as a JSON object; "reason" stands there only if it was rejected."""
        document: dict[str, Any] = {
            "digit": self.digit,
            "confidence": round(self.confidence, 6),
            "probabilities": [round(float(p), 6) for p in self.probabilities],
            "rejected": self.rejected,
        }
        return {**document, "reason": self.reason} if self.rejected else document


def classify(
    picture: str | Path | bytes | Uint8Array, recognizer: Recognizer | None = None
) -> Classification:
    """Say which digit a picture shows.

    Args:
        picture: a file, its bytes, or (H, W) uint8 grey levels; one digit, dark on light or light
            on dark, anywhere and of any size.
        recognizer: who answers; None takes the one that comes with the package.

    Raises:
        InputError: the file is missing, too large, or no picture; the array is not as above.
    """
    gray = picture if isinstance(picture, np.ndarray) else decode_gray(picture)
    if gray.dtype != np.uint8 or gray.ndim != 2 or not gray.size:
        raise InputError(
            f"got an array of shape {gray.shape} and type {gray.dtype}, wanted (H, W) uint8 grey "
            "levels of one digit"
        )
    return classify_all([gray], recognizer)[0]


def classify_all(
    grays: Sequence[Uint8Array], recognizer: Recognizer | None = None
) -> list[Classification]:
    """As `classify`, for many (H, W) uint8 pictures with one call of the recognizer."""
    recognizer = recognizer or load_recognizer()
    found = [_field_or_reason(gray) for gray in grays]
    fields = [field for field, _ in found if field is not None]
    stacked: Images = np.stack(fields) if fields else np.zeros((0, 28, 28), np.uint8)
    rows = zip(*recognizer.recognize(stacked), strict=True)
    threshold = recognizer.card.reject_threshold
    return [
        _without_ink(str(reason)) if field is None else _answer(*next(rows), threshold, field)
        for field, reason in found
    ]


def _field_or_reason(gray: Uint8Array) -> tuple[Uint8Array | None, str | None]:
    try:
        return to_field(gray), None
    except InputError as problem:
        return None, str(problem)


def _without_ink(reason: str) -> Classification:
    nothing = np.zeros(10, np.float32)
    return Classification(None, 0.0, nothing, True, reason, np.zeros((28, 28), np.uint8))


def _answer(
    probabilities: FloatArray, score: float, threshold: float, field: Uint8Array
) -> Classification:
    digit = int(probabilities.argmax())
    confidence = float(probabilities[digit])
    reason = None
    if score > threshold:
        reason = f"looks like no digit: score {score:.3g}, wanted at most {threshold:.3g}"
    return Classification(digit, confidence, probabilities, reason is not None, reason, field)
