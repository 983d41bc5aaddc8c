import numpy as np
import pytest
import torch
from torch import nn

from inkdigits.models.four_bits import Conv4Bit, Linear4Bit, encode, round_to_four_bits

pytestmark = pytest.mark.train


@pytest.fixture
def weight() -> torch.Tensor:
    return torch.randn((6, 4, 3, 3), generator=torch.Generator().manual_seed(3))


def test_weights_become_the_nearest_of_sixteen(weight: torch.Tensor) -> None:
    codes, step = encode(weight)
    assert codes.shape == weight.shape
    assert step.shape == (6, 1, 1, 1)
    levels = step * torch.arange(-8, 8)
    nearest = (weight.flatten(1)[:, :, None] - levels.view(6, 1, 16)).abs().argmin(dim=2) - 8
    assert torch.equal(codes.flatten(1), nearest.float())


def test_the_step_distorts_a_normal_distribution_least() -> None:
    numbers = torch.randn((1, 200_000), generator=torch.Generator().manual_seed(0))
    codes, step = encode(numbers)

    def distortion(step: float) -> float:
        rounded = (numbers / step).round().clamp(-8, 7) * step
        return float((rounded - numbers).square().mean())

    best = min(np.linspace(0.2, 0.5, 61), key=distortion)
    assert float((codes * step - numbers).square().mean()) <= 1.03 * distortion(best)
    assert float(step) == pytest.approx(best, rel=0.1)


def test_a_filter_that_grows_keeps_its_codes(weight: torch.Tensor) -> None:
    small, step = encode(weight)
    large, larger_step = encode(4 * weight)
    assert torch.equal(small, large)
    torch.testing.assert_close(larger_step, 4 * step)


def test_no_weights_stay_none() -> None:
    codes, step = encode(torch.zeros((2, 3)))
    assert not codes.any()
    assert torch.isfinite(step).all()


def test_the_gradient_passes_the_rounding_but_not_the_clipping(weight: torch.Tensor) -> None:
    weight[0, 0, 0, 0] = 20.0
    weight.requires_grad_()
    codes, step = encode(weight.detach())
    rounded = round_to_four_bits(weight)
    torch.testing.assert_close(rounded, codes * step)
    rounded.sum().backward()
    assert weight.grad is not None
    assert weight.grad[0, 0, 0, 0] == 0
    inside = (weight.detach() / step >= -8.5) & (weight.detach() / step <= 7.5)
    assert torch.equal(weight.grad, inside.float())


def test_layers_reckon_with_the_rounded_weights() -> None:
    inputs = torch.randn((2, 4, 6, 6), generator=torch.Generator().manual_seed(1))
    convolution, dense = Conv4Bit(4, 5, 3, stride=2, padding=1), Linear4Bit(6, 7)
    with torch.no_grad():
        for layer, plain in ((convolution, nn.Conv2d(4, 5, 3, 2, 1)), (dense, nn.Linear(6, 7))):
            codes, step = encode(layer.weight)
            plain.weight.copy_(codes * step)
            plain.bias.copy_(layer.bias)
            torch.testing.assert_close(layer(inputs), plain(inputs))
