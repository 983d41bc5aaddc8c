import io
from dataclasses import replace

import pytest
import torch

from inkdigits.data import Split
from inkdigits.errors import WorkError
from inkdigits.models import ConvnetRecipe, ConvolutionLayers
from inkdigits.training.torch_engine._trainer import Trainer

RECIPE = ConvnetRecipe(
    "convnet",
    ConvolutionLayers((8, 16), pools=(1, 2)),
    epochs=2,
    batch_size=64,
    device="cpu",
    precision="float32",
)
STEPS = 40


def trainer(recipe: ConvnetRecipe = RECIPE, seed: int = 0) -> Trainer:
    return Trainer(recipe, seed, STEPS)


def some_digits(uci: Split) -> tuple[torch.Tensor, torch.Tensor]:
    assert uci.train.labels is not None
    return torch.tensor(uci.train.images), torch.tensor(uci.train.labels).long()


def nothing(*_: float) -> None:
    pass


def weights(made: Trainer) -> torch.Tensor:
    return torch.cat([value.flatten().float() for value in made.net().state_dict().values()])


def test_it_learns_and_tells(uci: Split) -> None:
    told: list[tuple[int, float, float]] = []
    made = trainer()
    images, labels = some_digits(uci)
    first = made.train_epoch(images, labels, lambda *row: told.append(row))
    second = made.train_epoch(images, labels, nothing)
    assert second[0] < first[0]
    assert second[1] > 0.9
    assert [row[0] for row in told] == [20]
    assert told[-1][1:] == pytest.approx(first)


def test_it_stops_when_its_steps_are_done(uci: Split) -> None:
    images, labels = some_digits(uci)
    made = trainer()
    told: list[int] = []
    for _ in range(3):
        if len(told) < 2:
            made.train_epoch(images, labels, lambda step, *_: told.append(step))
    assert told == [20, 20]
    assert made.rate == pytest.approx(RECIPE.learning_rate / (1 - 0.2) / 41)


def test_the_seed_alone_decides_the_first_weights() -> None:
    assert torch.equal(weights(trainer()), weights(trainer()))
    assert not torch.equal(weights(trainer()), weights(trainer(seed=1)))


def test_the_caller_s_chances_stay_as_they_were() -> None:
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    trainer()
    assert torch.rand(1) == expected


@pytest.mark.parametrize("averaging", [0.0, 0.9])
def test_it_goes_on_from_its_state(uci: Split, averaging: float) -> None:
    recipe = replace(RECIPE, averaging=averaging)
    images, labels = some_digits(uci)
    undisturbed = trainer(recipe)
    undisturbed.train_epoch(images, labels, nothing)
    stopped = trainer(recipe, seed=9)
    stopped.restore(torch.load(saved(undisturbed), weights_only=True))
    for made in (undisturbed, stopped):
        made.train_epoch(images, labels, nothing)
    assert torch.equal(weights(undisturbed), weights(stopped))


def saved(made: Trainer) -> io.BytesIO:
    file = io.BytesIO()
    torch.save(made.state(), file)
    file.seek(0)
    return file


def test_averaged_weights_are_the_mean_of_those_on_the_way(uci: Split) -> None:
    images, labels = some_digits(uci)
    made = trainer(replace(RECIPE, averaging=0.5))
    path = []
    bias = made.state()["net"]["9.bias"]
    expected = None
    for step in range(3):
        made.train_epoch(
            images[step * 64 : step * 64 + 64], labels[step * 64 : step * 64 + 64], nothing
        )
        path.append(bias.clone())
        expected = path[0] if expected is None else expected + 0.5 * (path[-1] - expected)
    assert expected is not None
    torch.testing.assert_close(made.net().state_dict()["9.bias"], expected)
    assert not torch.equal(expected, path[-1])


def test_a_loss_that_is_no_number_stops_training(uci: Split) -> None:
    images, labels = some_digits(uci)
    made = trainer(replace(RECIPE, kernel_rate=1e30, learning_rate=1e30))
    with pytest.raises(
        WorkError,
        match=r"the loss became (nan|inf) in step \d+ of 40; lower the rates: --set kernel_rate=1e",
    ):
        made.train_epoch(images, labels, nothing)
