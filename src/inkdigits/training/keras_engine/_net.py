from typing import TYPE_CHECKING, Any

import numpy as np

from inkdigits.arrays import Images, Probabilities
from inkdigits.models import import_keras
from inkdigits.preprocess import Preprocessing
from inkdigits.training._onnx import recognizer_document
from inkdigits.training.keras_engine._graph import RecognizerGraph

if TYPE_CHECKING:
    import keras


class KerasNet:
    """A trained `keras.Model` and what happens to pixels before it; a TrainedNet.

    Args:
        model: from (N, 28, 28, 1) float32 to (N, 10) softmax probabilities.
        preprocessing: what the net was trained behind.
    """

    temperature = 1.0

    def __init__(self, model: "keras.Model", preprocessing: Preprocessing) -> None:
        self._model = model
        self._preprocessing = preprocessing

    def document(self) -> Any:
        """See TrainedNet."""
        graph = RecognizerGraph(self._preprocessing, _without_softmax(self._model)).eval()
        return recognizer_document(graph, ("logits", "probabilities"))

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
