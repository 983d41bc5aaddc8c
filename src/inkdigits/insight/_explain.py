from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from inkdigits.arrays import FloatArray, Images, Probabilities, Uint8Array
from inkdigits.insight._activations import NetView, run_net, view_net
from inkdigits.insight._occlusion import Occlusion, occlude

if TYPE_CHECKING:
    import keras

_BATCH = 256  # covered images at a time: their feature maps take tens of MB, not hundreds


@dataclass(frozen=True)
class Explanation:
    """What a net saw in one image, what it made of it, and which ink mattered.

    Attributes:
        field: (28, 28) uint8, the image in the MNIST field.
        net_input: (28, 28) float32, the same after the net's own preprocessing.
        view: weights, activations and probabilities.
        occlusion: which ink mattered.
    """

    field: Uint8Array
    net_input: FloatArray
    view: NetView
    occlusion: Occlusion

    @property
    def digit(self) -> int:
        """The net's answer."""
        return int(self.view.probabilities.argmax())

    @property
    def confidence(self) -> float:
        """The probability of the answer."""
        return float(self.view.probabilities.max())

    @property
    def covered_digit(self) -> int:
        """The answer when the patch lies where it hurts most."""
        return int(self.occlusion.covered.argmax())


def explain(
    field: Uint8Array, model: "keras.Model", net_inputs: Callable[[Images], FloatArray]
) -> Explanation:
    """Look into a Keras net while it reads one digit.

    Args:
        field: (28, 28) uint8, as `to_field` makes it.
        model: from (N, 28, 28, 1) float32 to (N, 10) probabilities, such as a run's.
        net_inputs: the preprocessing, (N, 28, 28) uint8 to (N, 28, 28, 1), such as a run's.
    """

    def predict(images: Images) -> Probabilities:
        inputs = net_inputs(images)
        starts = range(0, len(inputs), _BATCH)
        return np.concatenate([run_net(model, inputs[i : i + _BATCH])[0] for i in starts])

    net_input = net_inputs(field[None])[0]
    return Explanation(
        field=field,
        net_input=net_input[..., 0],
        view=view_net(model, net_input),
        occlusion=occlude(field, predict),
    )
