"""Classifying in a worker thread: from the bytes of pictures to what they show."""

from collections.abc import Sequence
from dataclasses import dataclass

from inkdigits.images import decode_gray
from inkdigits.reading import Classification, classify_all
from inkdigits.recognizer import Recognizer


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture to classify.

    Attributes:
        content: the encoded image.
        recognizer: who answers.
    """

    content: bytes
    recognizer: Recognizer


def classify_pictures(pictures: Sequence[Picture]) -> list[Classification | Exception]:
    """Classify pictures of several requests, with one call of each recognizer."""
    answers: dict[Picture, Classification | Exception] = {}
    grays = {}
    for picture in pictures:
        try:
            grays[picture] = decode_gray(picture.content)
        except Exception as problem:
            answers[picture] = problem
    for recognizer in {id(picture.recognizer): picture.recognizer for picture in grays}.values():
        mine = [picture for picture in grays if picture.recognizer is recognizer]
        found = classify_all([grays[picture] for picture in mine], recognizer)
        answers.update(zip(mine, found, strict=True))
    return [answers[picture] for picture in pictures]
