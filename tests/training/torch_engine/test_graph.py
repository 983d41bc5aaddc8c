import numpy as np
import pytest
import torch
from scipy.special import log_softmax, softmax
from torch import nn

from inkdigits.data import Split
from inkdigits.models import ConvolutionLayers, build_convnet
from inkdigits.training.torch_engine._graph import ConvnetGraph, fold_normalization

LAYERS = ConvolutionLayers((4, 6, 8), pools=(1, 2))


def some_net(seed: int, outputs: int = 10) -> nn.Sequential:
    """Untrained, but with statistics of its own, as after training."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = build_convnet(LAYERS, outputs).train()
        with torch.no_grad():
            for _ in range(3):
                net(torch.randn((16, 1, 28, 28)) * 2 + 1)
            for layer in net:
                if isinstance(layer, nn.BatchNorm2d):
                    layer.bias.normal_()
    return net.eval()


def run(graph: ConvnetGraph, split: Split) -> list[np.ndarray]:
    images = torch.tensor(split.evaluation.images[:20])
    with torch.no_grad():
        return [output.numpy() for output in graph.eval()(images)]


def test_folding_changes_no_answer() -> None:
    net = some_net(0)
    folded = fold_normalization(net)
    assert not any(isinstance(layer, nn.BatchNorm2d) for layer in folded)
    inputs = torch.randn((8, 1, 28, 28))
    with torch.no_grad():
        torch.testing.assert_close(folded(inputs), net(inputs), atol=1e-5, rtol=1e-4)


def test_one_net_gives_its_logits_and_their_softmax(uci: Split) -> None:
    net = some_net(0)
    logits, probabilities = run(ConvnetGraph([net], normalize=False, views=1, temperature=2.0), uci)
    inputs = torch.from_numpy(uci.evaluation.images[:20] / np.float32(255) * 2 - 0.25)[:, None]
    with torch.no_grad():
        np.testing.assert_allclose(logits, net(inputs).numpy() / 2, atol=1e-5)
    np.testing.assert_allclose(probabilities, softmax(logits, axis=1), atol=1e-6)


@pytest.mark.parametrize("views", [5, 9])
def test_members_and_views_are_averaged_as_probabilities(uci: Split, views: int) -> None:
    nets = [some_net(seed) for seed in (1, 2)]
    _, got = run(ConvnetGraph(nets, normalize=False, views=views), uci)
    images = np.pad(uci.evaluation.images[:20], ((0, 0), (1, 1), (1, 1)))
    answers = []
    places = ((1, 1), (0, 1), (2, 1), (1, 0), (1, 2), (0, 0), (0, 2), (2, 0), (2, 2))
    for y, x in places[:views]:
        view = torch.from_numpy(images[:, None, y : y + 28, x : x + 28] / np.float32(255))
        with torch.no_grad():
            answers += [softmax(net(2 * view - 0.25).numpy(), axis=1) for net in nets]
    np.testing.assert_allclose(got, np.mean(answers, axis=0), atol=1e-5)


@pytest.mark.parametrize("views", [1, 9])
def test_an_eleventh_output_becomes_the_non_digit_score(uci: Split, views: int) -> None:
    graph = ConvnetGraph([some_net(3, outputs=11)], normalize=True, views=views, temperature=1.5)
    logits, probabilities, score = run(graph, uci)
    assert logits.shape == probabilities.shape == (20, 10)
    assert score.shape == (20,)
    assert ((score >= 0) & (score <= 1)).all()
    np.testing.assert_allclose(np.log(probabilities), log_softmax(logits, axis=1), atol=1e-4)
