import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

import inkdigits
from inkdigits.arrays import Images
from inkdigits.data import Split, dataset_hash
from inkdigits.errors import WorkError
from inkdigits.models import (
    REGISTRY,
    ConvnetRecipe,
    ConvolutionLayers,
    KerasRecipe,
    build,
    import_keras,
)
from inkdigits.preprocess import Preprocessing
from inkdigits.recognizer import ModelCard, Recognizer
from inkdigits.training import Run, write_card
from inkdigits.training._export import export_onnx
from inkdigits.training.keras_engine import KerasNet
from inkdigits.training.torch_engine import assemble, load_nets
from tests.training.conftest import Trained

WISHES: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name, entry in REGISTRY.items() if isinstance(entry.recipe, KerasRecipe)),
    ("ann", {"whitening": "pca"}),
    ("ann", {"whitening": "zca", "scaling": "standardize", "deskew": True}),
    ("ann", {"deskew": True}),
]
# The other nets of LeCun's table are made of the same layers as these three.
NATIVE = [
    *(name for name, entry in REGISTRY.items() if isinstance(entry.recipe.net, ConvolutionLayers)),
    "lenet-1",
    "lenet-5",
    "ciresan",
]
SETTINGS: dict[str, dict[str, Any]] = {
    "convnet-ensemble": {"members": 2, "views": 1},  # convnet-best has them all
    "lenet-1": {"deskew": True},
    "ciresan": {"members": 3, "varied": True, "boosted": True},
}
CARD = ModelCard("ann", {}, {})


def unusual(rng: np.random.Generator) -> Images:
    """Pictures that are no digits: blank, full, noise, a dot in a corner."""
    noise = rng.integers(0, 256, (4, 28, 28), np.uint8)
    blank, full = np.zeros((1, 28, 28), np.uint8), np.full((1, 28, 28), 255, np.uint8)
    dot = blank.copy()
    dot[0, 0, 27] = 255
    return np.concatenate([noise, blank, full, dot])


@pytest.mark.parametrize(("model", "settings"), WISHES)
def test_the_file_answers_as_keras_does(
    trained: Trained,
    uci: Split,
    rng: np.random.Generator,
    model: str,
    settings: dict[str, Any],
) -> None:
    run = trained(model, epochs=1, **settings)
    recognizer = run.recognizer()
    for images in (uci.evaluation.images, unusual(rng)):
        expected = np.asarray(run.keras_model().predict(run.net_inputs(images), verbose=0))
        got = recognizer.predict_proba(images)
        assert np.abs(got - expected).max() <= 1e-5
        assert np.array_equal(recognizer.predict(images), expected.argmax(axis=1))
        odds = np.exp(recognizer.predict_logits(images).astype(np.float64))
        np.testing.assert_allclose(odds / odds.sum(axis=1, keepdims=True), got, atol=1e-6)


@pytest.mark.parametrize("model", NATIVE)
def test_the_file_answers_as_the_saved_weights_do(
    trained: Trained, uci: Split, rng: np.random.Generator, model: str
) -> None:
    # Without a validation part there is no temperature, which model.pt does not hold.
    run = trained(model, epochs=1, validation=0, **SETTINGS.get(model, {}))
    recipe, recognizer = run.recipe, run.recognizer()
    assert isinstance(recipe, ConvnetRecipe)
    saved = assemble(load_nets(run), recipe)
    for images in (uci.evaluation.images, unusual(rng)):
        got = recognizer.predict_proba(images)
        assert np.abs(got - saved.predict_proba(images)).max() <= 1e-5
        np.testing.assert_allclose(got.sum(axis=1), 1, atol=1e-5)


def test_the_net_is_fed_what_its_recipe_says(trained: Trained, uci: Split) -> None:
    # Worked out here from the raw pixels, without our preprocessing.
    images = uci.evaluation.images
    pixels = images[..., None] / np.float32(255)
    run = trained("cnn", epochs=1)
    expected = run.keras_model().predict(pixels, verbose=0)
    np.testing.assert_allclose(run.recognizer().predict_proba(images), expected, atol=1e-5)

    run = trained("conv-standardized", epochs=1)
    from inkdigits.training import divide

    part, _ = divide(uci.train, run.recipe)
    mean, deviation = (part.images / 255).mean(), (part.images / 255).std()
    standard = ((images[..., None] / 255 - mean) / deviation).astype(np.float32)
    expected = run.keras_model().predict(standard, verbose=0)
    np.testing.assert_allclose(run.recognizer().predict_proba(images), expected, atol=1e-5)


def test_one_digit_is_answered_as_in_a_batch(trained: Trained, uci: Split) -> None:
    recognizer = trained("cnn", epochs=1).recognizer()
    batch = recognizer.predict_proba(uci.evaluation.images[:10])
    for index in range(10):
        one = recognizer.predict_proba(uci.evaluation.images[index : index + 1])
        np.testing.assert_allclose(one[0], batch[index], atol=1e-6)


def test_the_file_stands_alone(trained: Trained, uci: Split, tmp_path: Path) -> None:
    run = trained("cnn", epochs=1)
    alone = tmp_path / "elsewhere.onnx"
    alone.write_bytes((run.path / "model.onnx").read_bytes())
    digits = uci.evaluation.images[:5]
    expected = run.recognizer().predict_proba(digits)
    assert np.array_equal(Recognizer(alone).predict_proba(digits), expected)
    document = onnx.load_model(str(alone), load_external_data=False)
    onnx.checker.check_model(document, full_check=True)
    assert not any(weights.external_data for weights in document.graph.initializer)
    assert b"site-packages" not in alone.read_bytes(), "no paths of the machine it was made on"


def test_the_card_says_what_was_trained_on_what_and_how_good(trained: Trained, uci: Split) -> None:
    run = trained("cnn", epochs=1)
    card = run.recognizer().card
    assert card.name == "cnn"
    assert card.recipe == json.loads(json.dumps(run.recipe.to_json()))
    assert card.training_data["n"] == 1297
    assert card.training_data["sha256"] == dataset_hash(uci.train)
    assert card.package_version == inkdigits.__version__
    assert set(card.measured) == {"uci-digits-train-validation", "uci-digits-test"}
    for measured in card.measured.values():
        assert set(measured) == {"n", "errors", "accuracy"}
    assert card.measured["uci-digits-test"]["errors"] == run.metrics["test"]["errors"]


def test_a_new_card_leaves_the_net_as_it_is(trained: Trained, uci: Split, tmp_path: Path) -> None:
    run = trained("cnn", epochs=1)
    copy = tmp_path / "model.onnx"
    copy.write_bytes((run.path / "model.onnx").read_bytes())
    write_card(copy, dataclasses.replace(run.recognizer().card, reject_threshold=0.7))
    recognizer = Recognizer(copy)
    assert recognizer.card.reject_threshold == 0.7
    digits = uci.evaluation.images
    expected = run.recognizer().predict_proba(digits)
    assert np.array_equal(recognizer.predict_proba(digits), expected)


def net_without_softmax() -> Any:
    """A net that the exported softmax does not fit: ten sigmoids."""
    keras = import_keras()
    image = keras.Input((28, 28, 1))
    ten = keras.layers.Dense(10, activation="sigmoid")(keras.layers.Flatten()(image))
    return keras.Model(image, ten)


def test_a_file_that_answers_otherwise_is_not_written(uci: Split, tmp_path: Path) -> None:
    target = tmp_path / "model.onnx"
    target.write_bytes(b"the good file of before")
    digits = uci.evaluation.images[:50]
    with pytest.raises(
        WorkError,
        match=r"the exported file answers otherwise than the net: \d+ of 50 digits differ, and "
        r"probabilities by up to [\d.e+-]+ \(allowed 1e-05\)",
    ):
        export_onnx(KerasNet(net_without_softmax(), Preprocessing()), CARD, target, digits)
    assert target.read_bytes() == b"the good file of before"
    assert list(tmp_path.iterdir()) == [target], "and nothing else is left"


def test_a_net_that_answers_nan_is_not_written(uci: Split, tmp_path: Path) -> None:
    model = build("ann", hidden=4)
    model.set_weights([np.full_like(weights, np.nan) for weights in model.get_weights()])
    net = KerasNet(model, Preprocessing())
    with pytest.raises(WorkError, match="the trained net answers with NaN, wanted probabilities"):
        export_onnx(net, CARD, tmp_path / "m.onnx", uci.evaluation.images[:5])
    assert not list(tmp_path.iterdir())


def test_the_difference_that_was_found_is_told(
    trained: Trained, uci: Split, tmp_path: Path
) -> None:
    run: Run = trained("ann", epochs=1)
    net = KerasNet(run.keras_model(), run.preprocessing)
    difference = export_onnx(net, CARD, tmp_path / "m.onnx", uci.evaluation.images)
    assert 0 <= difference <= 1e-5
