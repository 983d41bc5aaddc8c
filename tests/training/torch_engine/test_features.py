import numpy as np
import pytest
import torch

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.training.torch_engine import hidden_features, load_nets
from tests.training.conftest import Trained

pytestmark = pytest.mark.train


def test_the_outputs_follow_from_the_last_hidden_layer(trained: Trained, uci: Split) -> None:
    run = trained("lenet-4", epochs=1, validation=0)
    (net,) = load_nets(run)
    features = hidden_features(net, uci.evaluation.images)
    assert features.shape == (len(uci.evaluation), 120)
    outputs = net[-1]
    assert isinstance(outputs, torch.nn.Linear)
    logits = features @ outputs.weight.detach().numpy().T + outputs.bias.detach().numpy()
    expected = run.recognizer().predict_logits(uci.evaluation.images)
    np.testing.assert_allclose(logits, expected, atol=1e-4)


def test_only_native_nets_have_them(trained: Trained) -> None:
    run = trained("ann", epochs=1)
    with pytest.raises(InputError, match="a run of ann, which is no native net; wanted one that"):
        load_nets(run)
