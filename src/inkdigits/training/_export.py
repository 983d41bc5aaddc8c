"""From a trained net to the portable file, checked before anyone can see it."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx

from inkdigits.arrays import Images, Probabilities
from inkdigits.errors import WorkError
from inkdigits.files import atomic_path
from inkdigits.recognizer import METADATA_KEY, ModelCard, Recognizer
from inkdigits.training._trained import TrainedNet

TOLERANCE = 1e-5
"""Largest difference between a probability of the file and of the net it came from."""


def export_onnx(trained: TrainedNet, card: ModelCard, target: Path, digits: Images) -> float:
    """Write a recognizer file and check it against the net.

    Args:
        trained: the net.
        card: what the file shall say of itself.
        target: the `.onnx` file.
        digits: (N, 28, 28) uint8 real digits to check with; all the net's answers on them must be
            the file's.

    Returns:
        The largest difference found between two probabilities.

    Raises:
        WorkError: the net answers with NaN, or the file answers otherwise than the net; nothing is
            written then.
    """
    expected = trained.predict_proba(digits)
    if not np.isfinite(expected).all():
        raise WorkError(
            "the trained net answers with NaN, wanted probabilities; train anew with a lower "
            "learning_rate"
        )
    document = trained.document()
    _set_card(document, card)
    with atomic_path(target) as temporary:
        onnx.save_model(document, str(temporary))
        return _check(Recognizer(temporary).predict_proba(digits), expected)


def write_card(path: Path, card: ModelCard) -> None:
    """Replace what a recognizer file says of itself; the net in it stays as it is."""
    document = onnx.load_model(str(path))
    _set_card(document, card)
    with atomic_path(path) as temporary:
        onnx.save_model(document, str(temporary))


def _set_card(document: Any, card: ModelCard) -> None:
    del document.metadata_props[:]
    onnx.helper.set_model_props(document, {METADATA_KEY: card.to_json()})


def _check(got: Probabilities, expected: Probabilities) -> float:
    difference = float(np.abs(got - expected).max())
    disagreements = int((got.argmax(axis=1) != expected.argmax(axis=1)).sum())
    # Not "difference > TOLERANCE": a NaN is no agreement. Within it, another answer is but a tie.
    if not difference <= TOLERANCE:
        raise WorkError(
            f"the exported file answers otherwise than the net: {disagreements} of {len(got)} "
            f"digits differ, and probabilities by up to {difference:.1e} (allowed {TOLERANCE:.0e})"
        )
    return difference
