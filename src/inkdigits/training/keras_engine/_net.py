from typing import TYPE_CHECKING

import numpy as np
import torch

from inkdigits.arrays import Images, Probabilities
from inkdigits.models import import_keras
from inkdigits.preprocess import Preprocessing
from inkdigits.training.keras_engine._graph import RecognizerGraph

if TYPE_CHECKING:
    import keras


class KerasNet:
    """A trained `keras.Model` and what happens to pixels before it; a TrainedNet.

    Args:
        model: from (N, 28, 28, 1) float32 to (N, 10) softmax probabilities.
        preprocessing: what the net was trained behind.
    """

    outputs = ("logits", "probabilities")
    temperature = 1.0

    def __init__(self, model: "keras.Model", preprocessing: Preprocessing) -> None:
        self._model = model
        self._preprocessing = preprocessing

    def graph(self) -> torch.nn.Module:
        """See TrainedNet."""
        return RecognizerGraph(self._preprocessing, _without_softmax(self._model)).eval()

    def predict_proba(self, images: Images) -> Probabilities:
        """See TrainedNet."""
        inputs = self._preprocessing(images).reshape(-1, 28, 28, 1)
        return np.asarray(self._model.predict(inputs, batch_size=1000, verbose=0), np.float32)


def _without_softmax(model: "keras.Model") -> "keras.Model":
    """A copy of the net, same weights, that ends in logits."""
    keras = import_keras()
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.layers[-1].activation = keras.activations.linear
    return copy
