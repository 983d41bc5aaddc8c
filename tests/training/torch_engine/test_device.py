from dataclasses import replace

import pytest
import torch

from inkdigits.errors import InputError
from inkdigits.models import ConvnetRecipe, ConvolutionLayers
from inkdigits.training.torch_engine._device import find_device, find_precision, settle

CPU = torch.device("cpu")


def test_auto_finds_one_that_is_there() -> None:
    assert find_device("auto").type in ("cpu", "cuda", "mps")
    assert find_device("cpu") == CPU


@pytest.mark.skipif(torch.cuda.is_available(), reason="here is a CUDA device")
def test_a_device_that_is_not_there_is_told() -> None:
    with pytest.raises(
        InputError, match=r"got device=cuda, which .* lacks; wanted auto or one of: .*cpu"
    ):
        find_device("cuda")


def test_the_wanted_precision_is_taken() -> None:
    assert find_precision("float32", CPU) == "float32"
    assert find_precision("bfloat16", CPU) == "bfloat16"


def test_auto_tries_both_and_leaves_the_chances_alone() -> None:
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    assert find_precision("auto", CPU) in ("float32", "bfloat16")
    assert torch.rand(1) == expected


def test_a_settled_recipe_says_what_auto_came_to_and_stays_so() -> None:
    recipe = ConvnetRecipe("convnet", ConvolutionLayers(), epochs=1, seed=3)
    settled = settle(recipe)
    assert settled.device in ("cpu", "cuda", "mps")
    assert settled.precision in ("float32", "bfloat16")
    assert settle(settled) == settled
    assert replace(settled, device="auto", precision="auto") == recipe
