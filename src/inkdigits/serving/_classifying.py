"""Classifying in a worker thread: from the bytes of pictures to what they show."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from inkdigits.arrays import Uint8Array
from inkdigits.images import decode_gray
from inkdigits.preprocess import shrink
from inkdigits.reading import Classification, classify_all
from inkdigits.serving._insight import LayerMaps
from inkdigits.serving._models import Model

# Finding ink holds Python's lock nearly all the time: two threads at it only hinder each other.
_TURN = Lock()


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture to classify.

    Attributes:
        content: the encoded image.
        model: who answers.
        most_pixels: that it may have.
        look_inside: whether its layers are to be shown.
    """

    content: bytes
    model: Model
    most_pixels: int
    look_inside: bool = False


@dataclass(frozen=True, eq=False)
class Classified:
    """What a picture shows.

    Attributes:
        answer: the digit.
        maps: what the layers put out; None where that was not asked for.
    """

    answer: Classification
    maps: list[LayerMaps] | None


def classify_pictures(pictures: Sequence[Picture]) -> list[Classified | Exception]:
    """Classify pictures of several requests, with one call of each model."""
    decoded = defaultdict[Model, dict[Picture, Uint8Array]](dict)
    answers: dict[Picture, Classified | Exception] = {}
    for picture in pictures:
        try:
            # Many are decoded before the first of them is done with, and none may be large then.
            gray = shrink(decode_gray(picture.content, picture.most_pixels))
            decoded[picture.model][picture] = gray
        except Exception as problem:  # goes to whoever sent it
            answers[picture] = problem
    with _TURN:
        for model, grays in decoded.items():
            answers |= _classify_decoded(model, grays)
    return [answers[picture] for picture in pictures]


def _classify_decoded(
    model: Model, grays: dict[Picture, Uint8Array]
) -> dict[Picture, Classified | Exception]:
    try:
        found = classify_all(list(grays.values()), model.recognizer)
        return {
            picture: Classified(
                answer, model.insight.look(answer.field) if picture.look_inside else None
            )
            for picture, answer in zip(grays, found, strict=True)
        }
    except Exception as problem:
        if len(grays) == 1:
            return dict.fromkeys(grays, problem)
    # One of them did it; the others, which other people sent, are not to suffer for it.
    alone = [_classify_decoded(model, {picture: gray}) for picture, gray in grays.items()]
    return {picture: answer for one in alone for picture, answer in one.items()}
