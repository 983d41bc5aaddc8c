import numpy as np
import onnx
import pytest
import torch
from torch import nn

from inkdigits.data import Split
from inkdigits.models import TinyLayers, build_tiny
from inkdigits.training.torch_engine import ConvnetNet
from inkdigits.training.torch_engine._tiny_net import TinyNet, layers_of
from tests.training.conftest import Trained


@pytest.fixture
def net(uci: Split) -> nn.Sequential:
    """Untrained, but with statistics of its own, as after training."""
    pixels = torch.tensor(uci.train.images[:200])[:, None] / 127.5 - 0.25
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        net = build_tiny(TinyLayers((6, 8), repeats=2))
        for layer in net:
            if isinstance(layer, nn.BatchNorm2d):
                layer.bias.normal_()
        for _ in range(30):
            net(pixels)
    return net.eval()


def test_it_answers_as_the_net_that_was_trained(net: nn.Sequential, uci: Split) -> None:
    images = uci.evaluation.images
    got = TinyNet(net, views=5, temperature=1.3).predict_proba(images)
    expected = ConvnetNet([net], normalize=False, views=5, temperature=1.3).predict_proba(images)
    # Steps and biases of 16 bits are all the difference.
    assert 0 < np.abs(got - expected).max() < 5e-3
    assert (got.argmax(axis=1) == expected.argmax(axis=1)).mean() > 0.98


def test_layers_hold_the_rounded_net(net: nn.Sequential) -> None:
    layers = layers_of(net)
    assert [layer.codes.shape for layer in layers] == [
        (6, 1, 5, 5), (8, 6, 3, 3), (8, 8, 3, 3), (8, 8, 3, 3), (8, 1, 6, 6), (10, 8, 1, 1),
    ]  # fmt: skip
    assert [layer.pools for layer in layers] == [False, True, False, False, False, False]
    assert [layer.rectifies for layer in layers] == [True] * 4 + [False] * 2
    assert np.array_equal(layers[2].codes, layers[3].codes)
    assert not np.array_equal(layers[2].bias, layers[3].bias)
    for layer in layers:
        assert layer.codes.min() >= -8
        assert layer.codes.max() <= 7
        assert layer.steps.dtype == layer.bias.dtype == np.float16


def test_it_draws_its_own_file(net: nn.Sequential) -> None:
    tiny = TinyNet(net, views=1)
    traced = ConvnetNet([net], normalize=False, views=1)
    onnx.checker.check_model(tiny.document(), full_check=True)
    assert 3 * tiny.document().ByteSize() < traced.document().ByteSize()


def test_the_zoos_file_is_small_and_learns(trained: Trained) -> None:
    run = trained("convnet-tiny", epochs=4, batch_size=32)
    assert (run.path / "model.onnx").stat().st_size < 9_000
    assert run.metrics["test"]["accuracy"] > 0.85
    assert run.recognizer().card.name == "convnet-tiny"
