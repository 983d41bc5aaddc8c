import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inkdigits.errors import InputError
from inkdigits.models import REGISTRY, apply_settings
from inkdigits.training.torch_engine._boosting import draw_half, hard_digits

pytestmark = pytest.mark.train


class Reads(nn.Module):
    """Answers with what the first pixel says, or always the same beyond the first `right`."""

    def __init__(self, right: int) -> None:
        super().__init__()
        self.right = right

    def forward(self, inputs: Tensor) -> Tensor:
        digits = ((inputs[:, 0, 0, 0] + 0.25) * 255 / 2).round().long()
        number = ((inputs[:, 0, 0, 1] + 0.25) * 255 / 2).round()
        digits = torch.where(number < self.right, digits, torch.zeros_like(digits))
        return nn.functional.one_hot(digits, 10).float()


def digits() -> tuple[Tensor, Tensor]:
    """200 pictures of ones to nines; each says its label, and its number in the row."""
    labels = torch.arange(200) % 9 + 1
    images = torch.zeros((200, 28, 28), dtype=torch.uint8)
    images[:, 0, 0], images[:, 0, 1] = labels.byte(), torch.arange(200).byte()
    return images, labels


def test_half_of_the_second_nets_digits_are_the_firsts_errors() -> None:
    images, labels = hard_digits([nn.Sequential(Reads(190))], *digits(), False, (0, 3))
    assert torch.equal(images[:, 0, 0].long(), labels)
    wrong = images[:, 0, 1] >= 190
    assert int(wrong.sum()) == 100
    assert len(images[wrong, 0, 1].unique()) == 10
    # Mixed, or a batch would be of one kind.
    assert 30 < int(wrong[:100].sum()) < 70


def test_half_of_the_third_nets_digits_are_those_on_which_the_two_differ() -> None:
    nets = [nn.Sequential(Reads(190)), nn.Sequential(Reads(180))]
    numbers = hard_digits(nets, *digits(), False, (0, 3))[0][:, 0, 1]
    assert int(((numbers >= 180) & (numbers < 190)).sum()) == 100


def test_the_draw_follows_from_the_seed_and_the_epoch() -> None:
    nets = [nn.Sequential(Reads(190))]
    first, again, next_ = (hard_digits(nets, *digits(), False, (0, e))[0] for e in (3, 3, 4))
    assert torch.equal(first, again)
    assert not torch.equal(first, next_)


@pytest.mark.parametrize("share", [0, 1])
def test_all_digits_stay_where_there_is_no_choice(share: int, rng: np.random.Generator) -> None:
    assert draw_half(np.full(7, bool(share)), rng).tolist() == list(range(7))


def test_boosting_takes_three_nets() -> None:
    with pytest.raises(InputError, match="got boosted=true with members=2, wanted members=3"):
        apply_settings(REGISTRY["lenet-4"].recipe, {"boosted": True, "members": 2})
