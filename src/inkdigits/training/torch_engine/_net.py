import copy
from typing import Any

import numpy as np
import torch
from torch import nn

from inkdigits.arrays import FloatArray, Images, Probabilities
from inkdigits.training._onnx import recognizer_document
from inkdigits.training.torch_engine._graph import ConvnetGraph, fold_normalization

_BATCH = 500


class ConvnetNet:
    """Trained nets and what stands around them in the file; a TrainedNet.

    Args:
        nets: one, or the members of an ensemble.
        normalize: see ConvnetRecipe.
        views: see ConvnetRecipe.
        temperature: the logits are divided by it.
    """

    def __init__(
        self, nets: list[nn.Sequential], normalize: bool, views: int, temperature: float = 1.0
    ) -> None:
        self._nets = [copy.deepcopy(net).cpu().eval() for net in nets]
        self.temperature = temperature
        self._around = (normalize, views, temperature)

    @property
    def nets(self) -> list[nn.Sequential]:
        """The nets themselves, in evaluation mode."""
        return self._nets

    def with_nets(self, nets: list[nn.Sequential]) -> "ConvnetNet":
        """Other nets of the same shape, with the same around them."""
        return ConvnetNet(nets, *self._around)

    def document(self) -> Any:
        """See TrainedNet."""
        graph = ConvnetGraph([fold_normalization(net) for net in self._nets], *self._around)
        outputs: tuple[str, ...] = ("logits", "probabilities")
        if getattr(self._nets[0][-1], "out_features", 10) == 11:
            outputs += ("non_digit",)
        return recognizer_document(graph.eval(), outputs)

    def predict_proba(self, images: Images) -> Probabilities:
        """See TrainedNet."""
        return self._run(images, output=1)

    def predict_logits(self, images: Images) -> FloatArray:
        """The logits, divided by the temperature: (N, 28, 28) uint8 to (N, 10) float32."""
        return self._run(images, output=0)

    def _run(self, images: Images, output: int) -> FloatArray:
        graph = ConvnetGraph(self._nets, *self._around).eval()
        with torch.inference_mode():
            parts = [
                graph(torch.tensor(images[start : start + _BATCH]))[output]
                for start in range(0, len(images), _BATCH)
            ]
        return np.asarray(torch.cat(parts).numpy(), np.float32)
