from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.models import ConvnetRecipe, find_entry, saved_recipe
from inkdigits.recognizer import DEFAULT_PATH, ModelCard, Recognizer, load_recognizer
from inkdigits.training._export import export_onnx
from inkdigits.training.torch_engine import ConvnetNet, read_source
from inkdigits.training.torch_engine._graph import ConvnetGraph
from tests.training.torch_engine.test_graph import LAYERS, some_net


def start_of(recognizer: Recognizer) -> ConvnetRecipe:
    recipe = saved_recipe(recognizer.card.recipe)
    assert isinstance(recipe, ConvnetRecipe)
    return recipe


def made(target: Path, uci: Split, temperature: float, outputs: int, **changes: Any) -> Path:
    """A file of untrained nets, as the engine exports it."""
    base = find_entry("convnet").recipe
    assert isinstance(base, ConvnetRecipe)
    recipe = replace(base, net=LAYERS, **changes)
    nets = [some_net(seed, outputs) for seed in range(recipe.members)]
    net = ConvnetNet(nets, recipe.normalize, recipe.views, temperature)
    card = ModelCard("convnet", recipe.to_json(), {})
    export_onnx(net, card, target, uci.evaluation.images[:20])
    return target


def test_the_bundled_file_is_read_back_to_its_own_answers(uci: Split) -> None:
    bundled = load_recognizer()
    source = read_source(DEFAULT_PATH, start_of(bundled))
    (net,) = source.nets
    assert sum(weights.numel() for weights in net.parameters()) == 172_635
    for digits in (uci.evaluation.images, np.random.default_rng(0).integers(0, 256, (50, 28, 28))):
        images = digits.astype(np.uint8)
        np.testing.assert_allclose(
            source.predict_proba(images), bundled.predict_proba(images), atol=1e-5
        )
        np.testing.assert_allclose(
            source.predict_logits(images), bundled.predict_logits(images), atol=1e-3
        )
        graph = ConvnetGraph(source.nets, normalize=True, views=1).eval()
        scores = graph(torch.tensor(images))[2].detach().numpy()
        np.testing.assert_allclose(scores, bundled.non_digit_score(images), atol=1e-5)


@pytest.mark.parametrize(
    ("temperature", "outputs", "changes"),
    [
        (1.0, 10, {"views": 1}),
        (0.7, 11, {"views": 5, "normalize": True}),
        (2.5, 10, {"views": 1, "members": 2}),
    ],
)
def test_views_members_and_temperature_come_back(
    tmp_path: Path, uci: Split, temperature: float, outputs: int, changes: dict[str, Any]
) -> None:
    path = made(tmp_path / "made.onnx", uci, temperature, outputs, **changes)
    recognizer = Recognizer(path)
    source = read_source(path, start_of(recognizer))
    assert len(source.nets) == changes.get("members", 1)
    assert source.nets[0][-1].out_features == outputs
    images = uci.train.images[:50]
    np.testing.assert_allclose(
        source.predict_proba(images), recognizer.predict_proba(images), atol=1e-5
    )


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory, uci: Split) -> Path:
    return made(tmp_path_factory.mktemp("made") / "made.onnx", uci, 1.0, 10, views=1)


def test_weights_of_another_net_are_refused(made_once: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_source(made_once, start_of(load_recognizer()))
    assert str(caught.value) == (
        f"{made_once}: its weights are not those of the convnet-wide that its card speaks of; "
        "wanted a file as 'inkdigits train' leaves it"
    )


def test_a_card_that_is_wrong_about_the_graph_is_refused(made_once: Path) -> None:
    with pytest.raises(InputError, match="its weights are not those of the convnet that its card"):
        read_source(made_once, replace(start_of(Recognizer(made_once)), normalize=True))


def test_weights_that_are_no_numbers_are_refused(made_once: Path, tmp_path: Path) -> None:
    document = onnx.load_model(str(made_once))
    weight = next(value for value in document.graph.initializer if value.name == "nets.0.0.bias")
    weight.raw_data = np.full(weight.dims, np.nan, np.float32).tobytes()
    path = tmp_path / "nan.onnx"
    onnx.save_model(document, str(path))
    with pytest.raises(InputError, match="its weights are not those of the convnet that its card"):
        read_source(path, start_of(Recognizer(path)))
