from dataclasses import replace

import numpy as np
import pytest
import torch

from inkdigits.models import REGISTRY, ConvnetRecipe
from inkdigits.training.torch_engine._loss import make_loss

pytestmark = pytest.mark.train

LOGITS = torch.tensor([[0.5, 2.0, -1.0], [0.0, 0.0, 1.0]])
LABELS = torch.tensor([1, 0])


def recipe(**changes: object) -> ConvnetRecipe:
    found = REGISTRY["dense"].recipe
    assert isinstance(found, ConvnetRecipe)
    return replace(found, **changes)  # type: ignore[arg-type]


def test_squared_error_is_summed_over_the_outputs() -> None:
    # 0.25 + 1 + 1 and 1 + 0 + 1
    assert float(make_loss(recipe(loss="squared_error"))(LOGITS, LABELS)) == (2.25 + 2) / 2


def test_smoothing_moves_what_the_outputs_shall_be() -> None:
    smooth = make_loss(recipe(loss="squared_error", label_smoothing=0.3))
    wanted = torch.tensor([[0.1, 0.8, 0.1], [0.8, 0.1, 0.1]])
    torch.testing.assert_close(smooth(LOGITS, LABELS), ((LOGITS - wanted) ** 2).sum() / 2)


def test_cross_entropy_is_that_of_the_label() -> None:
    loss = make_loss(recipe(loss="cross_entropy", label_smoothing=0.0))
    odds = np.exp(LOGITS.numpy())
    chances = odds[[0, 1], [1, 0]] / odds.sum(axis=1)
    assert float(loss(LOGITS, LABELS)) == pytest.approx(-np.log(chances).mean())
