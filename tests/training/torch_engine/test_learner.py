import copy
from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.special import log_softmax, softmax

from inkdigits.data import Split
from inkdigits.models import ConvnetRecipe, FinetuneRecipe, find_entry
from inkdigits.training.torch_engine._graph import fold_normalization
from inkdigits.training.torch_engine._learner import Learner, _divergence
from tests.training.torch_engine.test_graph import some_net

Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


@pytest.fixture
def recipe() -> FinetuneRecipe:
    start = find_entry("convnet").recipe
    assert isinstance(start, ConvnetRecipe)
    return FinetuneRecipe(
        model="convnet", start=start, source="default", source_sha256="", learning_rate=1e-2
    )


@pytest.fixture
def batch(uci: Split) -> Batch:
    assert uci.train.labels is not None
    images = torch.tensor(uci.train.images[:40])
    labels = torch.tensor(uci.train.labels[:20].astype(np.int64))
    return images[:20], labels, images[20:]


def learner_of(recipe: FinetuneRecipe, steps: int = 20) -> Learner:
    return Learner([fold_normalization(some_net(0))], recipe, steps)


def weights(learner: Learner) -> torch.Tensor:
    return torch.cat([part.detach().flatten() for part in learner.nets()[0].parameters()])


def test_the_blend_lies_between_the_old_weights_and_the_new(
    recipe: FinetuneRecipe, batch: Batch
) -> None:
    found = []
    for blend in (0.0, 0.25, 1.0):
        learner = learner_of(replace(recipe, blend=blend))
        for _ in range(3):
            learner.step(*batch)
        found.append(weights(learner))
    old = torch.cat([part.flatten() for part in fold_normalization(some_net(0)).parameters()])
    assert torch.equal(found[0], old.detach())
    assert not torch.equal(found[2], found[0])
    torch.testing.assert_close(found[1], 0.75 * found[0] + 0.25 * found[2])


def test_memory_holds_the_answers_to_what_was_known(recipe: FinetuneRecipe, batch: Batch) -> None:
    source = fold_normalization(some_net(0))
    known = batch[2].unsqueeze(1).float() / 255 * 2 - 0.25
    away = []
    for memory in (0.0, 100.0):
        learner = learner_of(replace(recipe, memory=memory, blend=1.0))
        for _ in range(20):
            learner.step(*batch)
        with torch.no_grad():
            away.append(float(_divergence(learner.nets()[0](known), source(known))))
    assert away[1] < away[0] / 10


def test_it_learns_the_labels(recipe: FinetuneRecipe, batch: Batch) -> None:
    learner = learner_of(replace(recipe, memory=0.0, learning_rate=5e-2), steps=40)
    nothing = batch[2][:0]
    steps = [learner.step(batch[0], batch[1], nothing) for _ in range(40)]
    assert steps[-1][0] < 0.7 * steps[0][0], "the loss"
    assert steps[-1][1] > steps[0][1] + 0.3, "how many are right"


def test_the_divergence_is_kullback_and_leiblers(rng: np.random.Generator) -> None:
    ours, wanted = (rng.normal(0, 3, (6, 11)) for _ in range(2))
    expected = (softmax(wanted, 1) * (log_softmax(wanted, 1) - log_softmax(ours, 1))).sum(1).mean()
    assert float(_divergence(torch.tensor(ours), torch.tensor(wanted))) == pytest.approx(expected)


def test_a_restored_learner_goes_on_as_the_other_would(
    recipe: FinetuneRecipe, batch: Batch
) -> None:
    first, second = learner_of(recipe), learner_of(recipe)
    first.step(*batch)
    second.restore(copy.deepcopy(first.state()))
    for learner in (first, second):
        learner.step(*batch)
    assert torch.equal(weights(first), weights(second))
