import numpy as np
import pytest
import torch

from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.models import REGISTRY, StackedRecipe, apply_settings
from inkdigits.models.heads import fit_head
from inkdigits.training.torch_engine import hidden_features, load_nets
from tests.training.conftest import Trained

STACKED = [name for name, e in REGISTRY.items() if isinstance(e.recipe, StackedRecipe)]


@pytest.mark.parametrize("model", STACKED)
def test_the_file_holds_the_net_and_what_was_fitted_to_its_features(
    model: str, trained: Trained, uci: Split
) -> None:
    run = trained(model, epochs=1, validation=0)
    recipe = run.recipe
    assert isinstance(recipe, StackedRecipe)
    assert uci.train.labels is not None
    (net,) = load_nets(run)
    known, asked = (hidden_features(net, part.images) for part in (uci.train, uci.evaluation))
    head = fit_head(recipe.head, recipe.neighbours, known, uci.train.labels)
    logits = run.recognizer().predict_logits(uci.evaluation.images)
    np.testing.assert_allclose(logits, head(torch.from_numpy(asked)).numpy(), atol=0.02)
    assert (logits.argmax(axis=1) == uci.evaluation.labels).mean() > 0.8


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"members": 3}, "got members=3 for lenet-4-knn, whose last layer is no net's; wanted"),
        ({"non_digits": 0.1}, "got non_digits=0.1 for lenet-4-knn, whose last layer is no net's"),
    ],
)
def test_what_needs_a_last_layer_of_the_net_is_refused(
    setting: dict[str, float], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        apply_settings(REGISTRY["lenet-4-knn"].recipe, setting)
