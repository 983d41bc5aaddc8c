"""A method that no ONNX file can hold: its digits lie in the run, and it is fitted when opened."""

import hashlib

import numpy as np
from scipy.special import softmax

from inkdigits.arrays import FloatArray, Images, Labels, Probabilities
from inkdigits.data import Dataset
from inkdigits.errors import InputError
from inkdigits.files import atomic_path, write_text
from inkdigits.models import ClassicEntry, ClassicRecipe, find_entry
from inkdigits.recognizer import ModelCard
from inkdigits.training._run import Run
from inkdigits.training.classic_engine._net import ClassicNet
from inkdigits.training.classic_engine._pixels import Pixels


def store(run: Run, train: Dataset, trained: ClassicNet, card: ModelCard) -> None:
    """Write `method.npz`, the digits that a method compares with, and `card.json`.

    Args:
        run: whose folder they go to.
        train: the digits it was fitted on.
        trained: the fitted method.
        card: what the run shall say of itself.
    """
    assert train.labels is not None
    write_text(run.path / "card.json", card.to_json())
    with atomic_path(run.path / "method.npz") as temporary, temporary.open("wb") as file:
        np.savez_compressed(
            file, images=train.images, labels=train.labels, temperature=trained.temperature
        )


class StoredMethod:
    """What answers for a run whose method cannot become a file; it is used as a Recognizer is.

    Args:
        run: a finished one, with its `method.npz` and `card.json`.

    Raises:
        InputError: one of the files is damaged.
    """

    def __init__(self, run: Run) -> None:
        self.path = run.path
        recipe, entry = run.recipe, find_entry(run.recipe.model)
        assert isinstance(recipe, ClassicRecipe)
        assert isinstance(entry, ClassicEntry)
        try:
            self.card = ModelCard.from_json((run.path / "card.json").read_text(encoding="utf-8"))
            with np.load(run.path / "method.npz", allow_pickle=False) as file:
                images, labels = file["images"], file["labels"]
                temperature = float(file["temperature"])
        except (OSError, ValueError, KeyError) as problem:
            raise InputError(
                f"{run.path}: its method.npz or card.json is damaged ({problem}); train it anew"
            ) from None
        pixels = Pixels(recipe)
        method = entry.build(recipe.net).fit(pixels.rows(images), labels)
        self._net = ClassicNet(entry, pixels, method, temperature)
        # Such methods take minutes, and a report asks about the same digits several times.
        self._answers: dict[bytes, FloatArray] = {}

    def predict_logits(self, images: Images) -> FloatArray:
        """The method's scores before the softmax: (N, 28, 28) uint8 to (N, 10) float32."""
        key = hashlib.sha256(images.tobytes()).digest()
        if key not in self._answers:
            self._answers[key] = self._net.predict_logits(images)
        return self._answers[key]

    def predict_proba(self, images: Images) -> Probabilities:
        """How probable each digit is: (N, 28, 28) uint8 to (N, 10) float32, rows sum to 1."""
        return np.asarray(softmax(self.predict_logits(images), axis=1), np.float32)

    def non_digit_score(self, images: Images) -> FloatArray:
        """How doubtful each answer is: 1 less its highest probability, as `Recognizer` has it."""
        return np.asarray(1 - self.predict_proba(images).max(axis=1, initial=0), np.float32)

    def recognize(self, images: Images) -> tuple[Probabilities, FloatArray]:
        """`predict_proba` and `non_digit_score` of the same images."""
        return self.predict_proba(images), self.non_digit_score(images)

    def predict(self, images: Images) -> Labels:
        """The most probable digit of each image: (N, 28, 28) uint8 to (N,) uint8."""
        return np.asarray(self.predict_proba(images).argmax(axis=1), np.uint8)
