import numpy as np
import pytest
import torch
from torch import nn

from inkdigits import preprocess
from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.models import REGISTRY, ConvolutionsAndHidden, apply_settings, build
from inkdigits.models.torch_layers import (
    BLANK,
    LENET_5_TABLE,
    Deskew,
    NormalizeWidth,
    PartialConv2d,
    Shrink,
    Subsample,
)
from inkdigits.training.torch_engine._pixels import to_inputs

pytestmark = pytest.mark.train


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        # LeCun 1998: C1, S2, C3, S4.
        ("lenet-5", [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5)]),
        ("lenet-4", [(4, 28, 28), (4, 14, 14), (16, 10, 10), (16, 5, 5)]),
        ("lenet-1", [(4, 24, 24), (4, 12, 12), (12, 8, 8), (12, 4, 4)]),
        ("simard", [(5, 13, 13), (50, 5, 5)]),
        ("ciresan", [(20, 26, 26), (20, 13, 13), (40, 9, 9), (40, 3, 3)]),
        # Ranzato 2007.
        ("conv-random", [(50, 28, 28), (50, 14, 14), (128, 10, 10), (128, 5, 5)]),
    ],
)
def test_maps_have_the_sizes_of_the_papers(name: str, shapes: list[tuple[int, ...]]) -> None:
    maps, got = torch.zeros((2, 1, 28, 28)), []
    for layer in build(name):
        maps = layer(maps)
        if isinstance(layer, nn.Conv2d | Subsample | nn.MaxPool2d):
            got.append(tuple(maps.shape[1:]))
    assert got == shapes
    assert maps.shape == (2, 10)


def test_the_table_of_connections_is_the_papers() -> None:
    # 60 connections of 25 weights and 16 biases: the 1,516 numbers of C3.
    assert sum(map(len, LENET_5_TABLE)) == 60
    seen = np.zeros((6, 16), int)
    for number, maps in enumerate(LENET_5_TABLE):
        seen[list(maps), number] = 1
    assert seen.sum(axis=1).tolist() == [10] * 6
    assert len(set(LENET_5_TABLE)) == 16


def test_a_partial_convolution_sees_its_maps_only(rng: np.random.Generator) -> None:
    layer = PartialConv2d(((0, 2), (1,)), channels=3, kernel=3)
    maps = torch.from_numpy(rng.standard_normal((2, 3, 6, 6), np.float32))
    got = layer(maps)
    assert layer.bias is not None
    for number, chosen in enumerate(((0, 2), (1,))):
        seen = list(chosen)
        alone = nn.functional.conv2d(maps[:, seen], layer.weight[number : number + 1, seen])
        torch.testing.assert_close(got[:, number], alone[:, 0] + layer.bias[number])
    got.sum().backward()
    assert layer.weight.grad is not None
    assert float(layer.weight.grad[0, 1].abs().sum()) == 0


def test_subsampling_is_the_mean_times_a_factor_plus_a_bias() -> None:
    layer = Subsample(maps=2, size=2)
    with torch.no_grad():
        layer.factor[:] = torch.tensor([2.0, -1.0])[:, None, None]
        layer.bias[:] = torch.tensor([0.5, 0.0])[:, None, None]
    maps = torch.arange(16, dtype=torch.float32).reshape(1, 1, 4, 4).repeat(1, 2, 1, 1)
    means = torch.tensor([[2.5, 4.5], [10.5, 12.5]])
    torch.testing.assert_close(layer(maps)[0], torch.stack([2 * means + 0.5, -means]))


def test_a_box_of_20_pixels_is_shrunk_to_16() -> None:
    box = torch.full((1, 1, 28, 28), BLANK)
    box[:, :, 4:24, 4:24] = 1.75
    wanted = torch.full((1, 1, 28, 28), BLANK)
    wanted[:, :, 6:22, 6:22] = 1.75
    torch.testing.assert_close(Shrink(0.8)(box), wanted)
    torch.testing.assert_close(Shrink(1.0)(box), box)


def test_the_deskewing_layer_is_numpys(uci: Split) -> None:
    images = uci.evaluation.images[:50]
    pixels = Deskew()(to_inputs(torch.tensor(images), normalize=False))
    upright = (pixels[:, 0] - BLANK) / 2
    np.testing.assert_allclose(upright, preprocess.deskew(images) / 255, atol=1e-4)


@pytest.mark.parametrize("width", [10, 20])
def test_digits_are_brought_to_one_width_in_the_middle(uci: Split, width: int) -> None:
    images = uci.evaluation.images[:50]
    pixels = to_inputs(torch.tensor(images), normalize=False)
    inked = (NormalizeWidth(width)(pixels)[:, 0].amax(dim=1) > BLANK + 1).float()
    places = torch.arange(28)
    wide = inked.sum(dim=1)
    assert float((wide - width).abs().median()) <= 1
    middle = (inked * places).sum(dim=1) / wide
    assert float((middle - 13.5).abs().max()) <= 1.5
    blank = torch.full((1, 1, 28, 28), BLANK)
    torch.testing.assert_close(NormalizeWidth(width)(blank), blank)


def test_a_blank_pixel_is_what_the_engine_makes_of_it() -> None:
    nothing = torch.zeros((1, 28, 28), dtype=torch.uint8)
    assert float(to_inputs(nothing, normalize=False).unique()) == BLANK
    assert float(to_inputs(nothing + 255, normalize=False).unique()) == BLANK + 2


def test_random_convolutions_are_not_trained() -> None:
    frozen = [weights.requires_grad for weights in build("conv-random").parameters()]
    assert frozen == [False] * 4 + [True] * 4


def test_what_a_net_brings_the_digit_to_stands_before_it() -> None:
    layers = [type(layer) for layer in build("dense", deskew=True, width=12)]
    assert layers[:3] == [Deskew, NormalizeWidth, nn.Flatten]
    assert Deskew not in [type(layer) for layer in build("dense")]


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("lenet-1", {"kernels": "5"}, "got 2 filters, 1 kernels and 2 pools, wanted as many of"),
        ("lenet-4", {"kernels": "5,15"}, "that leave nothing of 32×32 pixels, wanted fewer or"),
        ("lenet-4", {"field": 20}, "got field=20 and box=20, wanted at least 28, and 1 to 20"),
        ("lenet-1", {"box": 21}, "got field=28 and box=21, wanted at least 28, and 1 to 20"),
        ("lenet-5", {"filters": "6,17"}, "table=lenet-5 with filters=6,17, wanted filters=6,16"),
        ("dense", {"width": 29}, "got width=29, wanted at most 28, the picture's own"),
        ("dense", {"activation": "elu"}, "got activation=elu, wanted one of: tanh, relu"),
    ],
)
def test_what_cannot_be_is_told(name: str, settings: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        apply_settings(REGISTRY[name].recipe, settings)


def test_stages_can_be_left_out() -> None:
    net = ConvolutionsAndHidden(filters=(8,), kernels=(5,), pools=(2,), hidden=(20, 30))
    net.check()
    assert net.side() == 12
    assert REGISTRY["lenet-4"].build(net)(torch.zeros((1, 1, 28, 28))).shape == (1, 10)
