"""Who is measured: each a function that opens a net and gives one from raw digits to answers.

All are given (N, 28, 28) uint8 and have to scale it themselves. Large batches go to PyTorch and to
Keras in parts of 250, which is faster there than 10,000 at once and needs a fraction of the memory.
Imports stand in the functions: each contender runs in a process of its own, and not all of them
have all of these packages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

PART = 250

Predict = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Contender:
    """A way to get answers.

    Attributes:
        label: what tables and pictures call it.
        open: makes it ready, given the folder of the nets.
        backend: Keras' backend, for those that use it.
        exact: whether its probabilities must be those of the common net to 1e-4.
        optional: whether a machine may lack what it needs, as torch.compile needs a C++ compiler;
            it is then left out, and the table says so.
    """

    label: str
    open: Callable[[Path], Predict]
    backend: str | None = None
    exact: bool = True
    optional: bool = False


def recognizer(file: str) -> Callable[[Path], Predict]:
    """A recognizer file in the folder of the nets."""

    def open_file(folder: Path) -> Predict:
        from inkdigits.recognizer import load_recognizer

        return load_recognizer(folder / file).predict_proba

    return open_file


def keras_predict(folder: Path) -> Predict:
    """`keras.Model.predict`."""
    import keras

    model = keras.saving.load_model(folder / "model.keras", compile=False)
    return lambda images: model.predict(_scale(images), batch_size=PART, verbose=0)


def keras_call(folder: Path) -> Predict:
    """Calling the Keras model, which its documentation advises for small batches."""
    import keras

    model = keras.saving.load_model(folder / "model.keras", compile=False)
    call = _without_gradients(lambda part: model(part, training=False))
    return lambda images: np.concatenate(
        [keras.ops.convert_to_numpy(call(part)) for part in _parts(_scale(images))]
    )


def pytorch(folder: Path) -> Predict:
    """PyTorch as it comes: the same layers and weights, in inference mode."""
    return _torch_predict(_torch_net(folder))


def pytorch_compile(folder: Path) -> Predict:
    """The same through `torch.compile`, a program for each batch size."""
    import torch

    return _torch_predict(torch.compile(_torch_net(folder), dynamic=False))


CONTENDERS = {
    "inkdigits": Contender("inkdigits", recognizer("model.onnx")),
    "inkdigits-int8": Contender("inkdigits int8", recognizer("int8.onnx"), exact=False),
    "keras-predict-tensorflow": Contender(
        "Keras predict, TensorFlow", keras_predict, backend="tensorflow"
    ),
    "keras-call-tensorflow": Contender("Keras call, TensorFlow", keras_call, backend="tensorflow"),
    "keras-predict-torch": Contender("Keras predict, PyTorch", keras_predict, backend="torch"),
    "keras-call-torch": Contender("Keras call, PyTorch", keras_call, backend="torch"),
    "pytorch": Contender("PyTorch eager", pytorch),
    "pytorch-compile": Contender("torch.compile", pytorch_compile, optional=True),
    "default": Contender("bundled default", recognizer("default.onnx"), exact=False),
    "default-int8": Contender("bundled default int8", recognizer("default-int8.onnx"), exact=False),
}


def _scale(images: np.ndarray) -> np.ndarray:
    return images[..., np.newaxis].astype(np.float32) / 255


def _parts(images: Any) -> list[Any]:
    return [images[start : start + PART] for start in range(0, len(images), PART)]


def _without_gradients(call: Callable[[Any], Any]) -> Callable[[Any], Any]:
    import keras

    if keras.backend.backend() != "torch":
        return call
    import torch

    return torch.inference_mode()(call)


def _torch_net(folder: Path) -> Any:
    """The common net in PyTorch's own layers, channels first, with the weights of the Keras net."""
    import torch
    from torch import nn

    with np.load(folder / "weights.npz") as file:
        kernels = [torch.from_numpy(file[f"arr_{i}"]) for i in range(len(file.files))]
    net = nn.Sequential(
        nn.Conv2d(1, 32, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1024, 128),
        nn.ReLU(),
        nn.Linear(128, 10),
        nn.Softmax(dim=1),
    )
    # Keras flattens (4, 4, 64), PyTorch (64, 4, 4).
    kernels[4] = kernels[4].reshape(4, 4, 64, 128).permute(2, 0, 1, 3).reshape(1024, 128)
    layouts = {4: (3, 2, 0, 1), 2: (1, 0), 1: (0,)}
    with torch.no_grad():
        for parameter, kernel in zip(net.parameters(), kernels, strict=True):
            parameter.copy_(kernel.permute(layouts[kernel.ndim]))
    return net.eval()


def _torch_predict(net: Any) -> Predict:
    import torch

    def predict(images: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            pixels = torch.from_numpy(images).unsqueeze(1).to(torch.float32).div(255)
            return torch.cat([net(part) for part in _parts(pixels)]).numpy()

    return predict
