import re
from typing import Any

import numpy as np
import pytest

from inkdigits import models
from inkdigits.errors import InputError
from inkdigits.models import REGISTRY, ConvnetRecipe, KerasRecipe, build

pytestmark = pytest.mark.train

# Another value for each hyper-parameter of a net, as a text and as the layers should then have it.
OTHER = {
    "kernel_size": ("4", "conv 4×4"),
    "filters": ("9", "conv {kernel}×{kernel} 9 "),
    "pool_size": ("3", "max pool 3"),
    "pooling": ("average", "average pool 2"),
    "activation": ("tanh", " tanh"),
    "dropout": ("0.35", "dropout 0.35"),
    "hidden": ("37", "dense 37 "),
}
KERAS = [name for name, entry in REGISTRY.items() if isinstance(entry.recipe, KerasRecipe)]
CONVNETS = [name for name, entry in REGISTRY.items() if isinstance(entry.recipe, ConvnetRecipe)]
HYPERPARAMETERS = [(name, key) for name in KERAS for key in vars(REGISTRY[name].recipe.net)]


def described(model: Any) -> list[str]:
    """The built net in the registry's words, worked out from Keras' own layers."""
    return [words for words in map(_layer_in_words, model.layers) if words]


def _layer_in_words(layer: Any) -> str | None:
    config, kind = layer.get_config(), type(layer).__name__
    spoken = {"relu": "ReLU"}
    activation = config.get("activation", "")
    activation = spoken.get(activation, activation)
    match kind:
        case "Conv2D":
            height, width = config["kernel_size"]
            return f"conv {height}×{width} {config['filters']} {activation}"
        case "MaxPooling2D" | "AveragePooling2D":
            word = {"M": "max", "A": "average"}[kind[0]]
            return f"{word} pool {config['pool_size'][0]}"
        case "Dropout":
            return f"dropout {config['rate']}"
        case "Dense":
            return f"dense {config['units']} {activation}"
        case "Flatten":  # said only where it is the picture that is laid flat
            return "flatten 784" if layer.output.shape[1] == 784 else None
        case "InputLayer":
            return None
    raise AssertionError(f"a layer that the registry has no words for: {kind}")


def written_out(layers: str) -> list[str]:
    """The registry's `layers`, with "2 × (a · b)" and "3 × a" written out."""

    def repeat(match: re.Match[str]) -> str:
        return " · ".join([match[2] or match[3]] * int(match[1]))

    return re.sub(r"(\d+) × (?:\(([^)]*)\)|([^·]*[^· ]))", repeat, layers).split(" · ")


@pytest.mark.parametrize("name", KERAS)
def test_declared_layers_and_parameters_are_those_of_the_net(name: str) -> None:
    entry = REGISTRY[name]
    model = build(name)
    assert model.count_params() == entry.parameters
    assert described(model) == written_out(entry.layers)
    assert model.name == name


@pytest.mark.parametrize("name", KERAS)
def test_a_net_takes_pictures_and_gives_probabilities(name: str, rng: np.random.Generator) -> None:
    pictures = rng.random((3, 28, 28, 1), dtype=np.float32)
    probabilities = np.asarray(build(name).predict(pictures, verbose=0))
    assert probabilities.shape == (3, 10)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize(
    ("name", "functional"),
    [
        ("ann", False),
        ("cnn", False),
        ("mlp", True),
        ("cnn-functional", True),
        ("conv-standardized", False),
        ("mlp-500x3", False),
    ],
)
def test_each_system_is_built_with_its_own_api(name: str, functional: bool) -> None:
    import keras

    assert isinstance(build(name), keras.Sequential) is not functional


@pytest.mark.parametrize(("name", "key"), HYPERPARAMETERS)
def test_every_hyperparameter_changes_the_net(name: str, key: str) -> None:
    text, expected = OTHER[key]
    net = REGISTRY[name].recipe.net
    expected = expected.format(kernel=getattr(net, "kernel_size", ""))
    if key == "activation":
        assert not any(expected in words for words in described(build(name)))
    else:
        assert not any(words.startswith(expected) for words in described(build(name)))
    changed = described(build(name, **{key: text}))
    assert any(expected in f"{words} " for words in changed)


def test_tuples_give_as_many_layers() -> None:
    assert described(build("cnn-functional", filters="4,5,6", kernel_size=2, dropout=0.1)) == [
        "conv 2×2 4 ReLU",
        "max pool 2",
        "conv 2×2 5 ReLU",
        "max pool 2",
        "conv 2×2 6 ReLU",
        "max pool 2",
        "dropout 0.1",
        "dense 128 ReLU",
        "dropout 0.1",
        "dense 10 softmax",
    ]
    assert described(build("mlp-500x3", hidden=(30, 20), dropout=0.5)) == [
        "flatten 784",
        "dense 30 ReLU",
        "dropout 0.5",
        "dense 20 ReLU",
        "dropout 0.5",
        "dense 10 softmax",
    ]


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "softmax", "elu", "selu",
                                        "gelu", "leaky_relu", "swish", "linear"])  # fmt: skip
def test_every_activation_that_is_offered_can_be_built(activation: str) -> None:
    hidden = build("ann", hidden=4, activation=activation).get_layer("hidden")
    assert hidden.activation.__name__ == {"swish": "silu"}.get(activation, activation)


def test_a_setting_leaves_the_zoo_as_it_is() -> None:
    build("cnn", hidden=3)
    assert REGISTRY["cnn"].recipe.net == type(REGISTRY["cnn"].recipe.net)()


def test_an_unknown_model_is_answered_with_those_there_are() -> None:
    names = ", ".join(REGISTRY)
    message = f"there is no model called 'resnet'; the models are: {names}"
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        models.build("resnet")


def test_build_takes_the_nets_hyperparameters_only() -> None:
    with pytest.raises(InputError, match=r"cnn has no setting 'net\.epochs'; it has: filters, ker"):
        models.build("cnn", epochs=3)


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("cnn", {"kernel_size": 29}, "kernel_size=29 for a layer that is given 28×28 pixels"),
        (
            "cnn",
            {"kernel_size": 20, "pool_size": 10},
            "pool_size=10 for a layer that is given 9×9 pixels, wanted at most 9$",
        ),
        (
            "cnn-functional",
            {"filters": "8,8,8,8"},
            "kernel_size=5 for a layer that is given 4×4 pixels, wanted at most 4$",
        ),
        ("conv-standardized", {"kernel_size": 30}, "wanted at most 28$"),
    ],
)
def test_windows_larger_than_the_picture_are_refused(
    name: str, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        build(name, **settings)


def test_windows_that_just_fit_are_built() -> None:
    assert "conv 28×28 32 ReLU" in described(build("cnn", kernel_size=28, pool_size=1))
    assert "max pool 9" in described(build("cnn", kernel_size=20, pool_size=9))
    assert build("cnn-functional", filters="2,2,2,2", kernel_size=1).count_params() > 0
