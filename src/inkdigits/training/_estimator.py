import tempfile
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from inkdigits.arrays import Images, Labels, Probabilities
from inkdigits.data import Dataset, Split
from inkdigits.errors import InputError
from inkdigits.training._answers import Answers
from inkdigits.training._train import train


class DigitClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A model of the zoo as a scikit-learn estimator.

    It clones, and works in `cross_val_score`, `GridSearchCV` and pipelines.

    Args:
        model: registry name, such as "cnn".
        settings: changes to the model's recipe, such as `epochs=3`, `kernel_size=5`, `seed=1`.

    Attributes:
        recognizer_: the trained recognizer.
        classes_: the digits 0 to 9.
    """

    def __init__(self, model: str = "cnn", **settings: Any) -> None:
        self.model = model
        self.settings = settings

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The model's name and the settings, as scikit-learn asks for them."""
        return {"model": self.model, **self.settings}

    def set_params(self, **params: Any) -> Self:
        """Change the model's name or settings, as scikit-learn's searches do."""
        self.model = params.pop("model", self.model)
        self.settings = {**self.settings, **params}
        return self

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike) -> Self:  # noqa: N803
        """Train on digits.

        Args:
            X: (N, 28, 28) or (N, 784), numbers from 0 to 255, ink bright on dark.
            y: (N,) digits 0 to 9.

        Raises:
            InputError: shapes or values are not as above, or a setting is unfit.
        """
        labels = _as_labels(y)
        digits = Dataset(_as_images(X), labels, "given", "arrays given to DigitClassifier.fit")
        with tempfile.TemporaryDirectory() as folder:
            run = train(self.model, Split(digits, None), out=folder, **self.settings)
            self.recognizer_: Answers = run.answers()
        self.classes_ = np.arange(10, dtype=np.uint8)
        return self

    def predict_proba(self, X: npt.ArrayLike) -> Probabilities:  # noqa: N803
        """How probable each digit is: (N, 10) float32. `X` as for `fit`."""
        check_is_fitted(self, "recognizer_")
        return self.recognizer_.predict_proba(_as_images(X))

    def predict(self, X: npt.ArrayLike) -> Labels:  # noqa: N803
        """The most probable digits: (N,) uint8. `X` as for `fit`."""
        check_is_fitted(self, "recognizer_")
        return self.recognizer_.predict(_as_images(X))


def _as_images(values: npt.ArrayLike) -> Images:
    array = np.asarray(values)
    if array.shape[1:] not in ((28, 28), (784,)) or array.dtype.kind not in "uif":
        raise InputError(
            f"got X of shape {array.shape} and type {array.dtype}, wanted (N, 28, 28) or (N, 784) "
            "numbers from 0 to 255"
        )
    if array.size and not (array.min() >= 0 and array.max() <= 255):
        raise InputError(
            f"got X with values from {array.min()} to {array.max()}, wanted 0 to 255, ink bright"
        )
    if array.dtype.kind == "f" and array.size and array.max() <= 1:
        raise InputError("got X with values from 0 to 1, wanted 0 to 255: multiply it by 255")
    return np.round(array).astype(np.uint8).reshape(-1, 28, 28)


def _as_labels(values: npt.ArrayLike) -> Labels:
    array = np.asarray(values)
    if array.dtype.kind not in "ui" or (array.size and not 0 <= array.min() <= array.max() <= 9):
        raise InputError("got y with something else in it, wanted the digits 0 to 9 as integers")
    return array.astype(np.uint8)
