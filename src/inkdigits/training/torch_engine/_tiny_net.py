from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import nn

from inkdigits.models.four_bits import encode
from inkdigits.training._tiny_onnx import Layer, tiny_document
from inkdigits.training.torch_engine._net import ConvnetNet


class TinyNet(ConvnetNet):
    """A trained net of four-bit weights, which draws its file itself, with nothing to spare.

    Its steps and biases are rounded to 16 bits here, so that it answers as the file does.

    Args:
        net: as `build_tiny` makes it, trained.
        views: see ConvnetRecipe.
        temperature: the logits are divided by it.
    """

    def __init__(self, net: nn.Sequential, views: int, temperature: float = 1.0) -> None:
        self._layers = layers_of(net)
        self._views, self._temperature = views, temperature
        super().__init__([_plain(self._layers)], False, views, temperature)

    def document(self) -> Any:
        """See TrainedNet."""
        return tiny_document(self._layers, self._views, self._temperature)


def layers_of(net: nn.Sequential) -> list[Layer]:
    """What a file holds of a trained net; each normalisation goes into the layer before it.

    The codes stay as they are: it is their steps that the normalisation stretches. That holds
    across a pooling between the two, because it stretches by a positive number.
    """
    layers: list[Layer] = []
    for module in net:
        match module:
            case nn.Conv2d() | nn.Linear():
                layers.append(_without_normalization(module))
            case nn.MaxPool2d():
                layers[-1] = replace(layers[-1], pools=True)
            case nn.BatchNorm2d():
                layers[-1] = _normalized(layers[-1], module)
            case nn.ReLU():
                layers[-1] = replace(layers[-1], rectifies=True)
    return [replace(layer, steps=_half(layer.steps), bias=_half(layer.bias)) for layer in layers]


@torch.no_grad()
def _without_normalization(module: nn.Conv2d | nn.Linear) -> Layer:
    codes, steps = encode(module.weight.cpu())
    if isinstance(module, nn.Linear):
        assert module.bias is not None
        codes = codes[:, :, None, None]
        return Layer(codes.numpy().astype(np.int8), steps.flatten().numpy(), _numbers(module.bias))
    return Layer(
        codes.numpy().astype(np.int8),
        steps.flatten().numpy(),
        np.zeros(len(codes), np.float32),
        stride=module.stride[0],
        padding=int(module.padding[0]),
        groups=module.groups,
    )


def _normalized(layer: Layer, normalize: nn.BatchNorm2d) -> Layer:
    mean, variance = normalize.running_mean, normalize.running_var
    assert mean is not None
    assert variance is not None
    stretch = _numbers(normalize.weight / torch.sqrt(variance + normalize.eps))
    assert (stretch > 0).all()
    bias = _numbers(normalize.bias) - _numbers(mean) * stretch
    return replace(layer, steps=layer.steps * stretch, bias=bias)


def _plain(layers: list[Layer]) -> nn.Sequential:
    """The same net in float32, of torch's own layers, for `ConvnetGraph`."""
    modules: list[nn.Module] = []
    for layer in layers[:-1]:
        outputs, inputs, edge, _ = layer.codes.shape
        inputs *= layer.groups
        modules.append(
            nn.Conv2d(inputs, outputs, edge, layer.stride, layer.padding, groups=layer.groups)
        )
        _fill(modules[-1], layer)
        if layer.pools:
            modules.append(nn.MaxPool2d(2))
        if layer.rectifies:
            modules.append(nn.ReLU())
    modules += [nn.Flatten(), nn.Linear(layers[-1].codes.shape[1], len(layers[-1].codes))]
    _fill(modules[-1], layers[-1])
    return nn.Sequential(*modules)


@torch.no_grad()
def _fill(module: nn.Module, layer: Layer) -> None:
    assert isinstance(module, nn.Conv2d | nn.Linear)
    assert module.bias is not None
    module.weight.copy_(torch.from_numpy(layer.weights()).view_as(module.weight))
    module.bias.copy_(torch.from_numpy(layer.bias.astype(np.float32)))


def _half(numbers: np.ndarray) -> np.ndarray:
    return numbers.astype(np.float16)


def _numbers(tensor: torch.Tensor) -> np.ndarray:
    return np.asarray(tensor.detach().cpu().numpy(), np.float32)
