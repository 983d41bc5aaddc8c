"""The zoo: each model's recipe, how it is built, where it comes from, what it should reach."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inkdigits.errors import InputError
from inkdigits.models._convnet import ConvolutionLayers, build_convnet
from inkdigits.models._convolutional import (
    ConvolutionAndDense,
    ConvolutionStages,
    OneConvolution,
    build_cnn,
    build_cnn_functional,
    build_conv_standardized,
)
from inkdigits.models._dense import (
    HiddenLayers,
    OneHiddenLayer,
    build_ann,
    build_mlp,
    build_mlp_500x3,
)
from inkdigits.models._recipe import ConvnetRecipe, KerasRecipe, Recipe
from inkdigits.models._settings import apply_settings

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True)
class Entry:
    """One row of the zoo.

    Attributes:
        recipe: the model's own recipe; every part of it can be changed.
        build: from the net's hyper-parameters to an untrained `keras.Model`, input (28, 28, 1)
            float32, output ten probabilities.
        summary: what it is, in a line.
        layers: from input to output, as the recipe has them.
        parameters: how many numbers training finds, as the recipe has them.
        source: where the system comes from.
        expected: test accuracy on MNIST that the recipe should reach.
    """

    recipe: Recipe
    build: Callable[[Any], "keras.Model"]
    summary: str
    layers: str
    parameters: int
    source: str
    expected: float

    @property
    def name(self) -> str:
        """The registry name."""
        return self.recipe.model


_LECUN = "LeCun, Bottou, Bengio and Haffner 1998, Proc. IEEE 86(11)"

_ENTRIES = (
    Entry(
        KerasRecipe("ann", OneHiddenLayer(), epochs=20, validation=0.0),
        build_ann,
        "one hidden layer with softmax activation; activation=relu shows what that costs",
        "flatten 784 · dense 128 softmax · dense 10 softmax",
        101_770,
        "the one-hidden-layer network of introductory courses; after " + _LECUN,
        expected=0.92,
    ),
    Entry(
        KerasRecipe("mlp", HiddenLayers(dropout=0.2), epochs=12, schedule="cosine"),
        build_mlp,
        "multi-layer perceptron, Functional API",
        "flatten 784 · 2 × (dense 512 ReLU · dropout 0.2) · dense 10 softmax",
        669_706,
        "Keras' MLP example in the Functional API",
        expected=0.98,
    ),
    Entry(
        KerasRecipe(
            "mlp-500x3",
            HiddenLayers(hidden=(500, 500, 500)),
            epochs=5,
            batch_size=1000,
            learning_rate=2e-3,
            schedule="cosine",
            holdout="random",
            shuffle_buffer=10_000,
        ),
        build_mlp_500x3,
        "batches of 1,000 from a shuffle buffer of 10,000, five epochs; Sequential",
        "flatten 784 · 3 × dense 500 ReLU · dense 10 softmax",
        898_510,
        "the tf.data MNIST course example",
        expected=0.975,
    ),
    Entry(
        KerasRecipe("cnn", OneConvolution(), epochs=10, schedule="cosine"),
        build_cnn,
        "one convolution and pooling, dropout, dense; Sequential",
        "conv 5×5 32 ReLU · max pool 2 · dropout 0.4 · dense 128 ReLU · dense 10 softmax",
        592_074,
        "the convolutional MNIST tutorial; after " + _LECUN,
        expected=0.99,
    ),
    Entry(
        KerasRecipe("cnn-functional", ConvolutionStages(), epochs=8, schedule="cosine"),
        build_cnn_functional,
        "two convolution and pooling stages, dropout, dense; Functional API",
        "conv 5×5 32 ReLU · max pool 2 · conv 5×5 64 ReLU · max pool 2 · dropout 0.4 · "
        "dense 128 ReLU · dropout 0.4 · dense 10 softmax",
        184_586,
        "Keras' simple MNIST convnet, in the Functional API",
        expected=0.99,
    ),
    Entry(
        KerasRecipe(
            "conv-standardized",
            ConvolutionAndDense(),
            epochs=8,
            schedule="cosine",
            loss="categorical_crossentropy",
            scaling="standardize",
        ),
        build_conv_standardized,
        "standardised inputs, one-hot labels, optional whitening; Sequential",
        "conv 5×5 32 ReLU · max pool 2 · dropout 0.5 · dense 128 ReLU · dropout 0.5 · "
        "dense 10 softmax",
        592_074,
        "the Kaggle Digit Recognizer notebooks",
        expected=0.988,
    ),
    Entry(
        ConvnetRecipe("convnet-fast", ConvolutionLayers((24, 64, 96), pools=(1,)), epochs=0.6),
        build_convnet,
        "soonest to 99.0 %: one pass over little more than half of the digits",
        "conv 5×5/2 24 · max pool 2 · 2 × conv 3×3",
        78_738,
        "this project's own; see the ladder in docs",
        expected=0.99,
    ),
)

REGISTRY: dict[str, Entry] = {entry.name: entry for entry in _ENTRIES}


def find_entry(name: str) -> Entry:
    """The registry's entry for `name`.

    Raises:
        InputError: there is none; the message lists the names there are.
    """
    try:
        return REGISTRY[name]
    except KeyError:
        raise InputError(
            f"there is no model called '{name}'; the models are: {', '.join(REGISTRY)}"
        ) from None


def build(name: str, **hyperparameters: Any) -> "keras.Model":
    """The bare, untrained `keras.Model`, to compile and fit as one likes.

    Args:
        name: registry name, such as "cnn".
        hyperparameters: of the net, such as `kernel_size=5`; the rest as the recipe has them.

    Returns:
        A model from (N, 28, 28, 1) float32 to (N, 10) probabilities.

    Raises:
        InputError: unknown name or hyper-parameter, or a value that cannot be.
    """
    entry = find_entry(name)
    recipe = apply_settings(entry.recipe, {f"net.{key}": v for key, v in hyperparameters.items()})
    return entry.build(recipe.net)
