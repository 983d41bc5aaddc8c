"""Where a net is trained, and in which precision: found out, not assumed."""

import time
from dataclasses import replace

import torch

from inkdigits.errors import InputError
from inkdigits.models import ConvnetRecipe

PRECISIONS = {"bfloat16": torch.bfloat16, "float32": torch.float32}


def settle(recipe: ConvnetRecipe) -> ConvnetRecipe:
    """The recipe with the device and the precision that "auto" comes to here.

    Raises:
        InputError: the device is not there.
    """
    device = find_device(recipe.device)
    precision = find_precision(recipe.precision, device)
    # A device's type is one of those that a recipe names.
    return replace(recipe, device=device.type, precision=precision)  # type: ignore[arg-type]


def find_device(wanted: str) -> torch.device:
    """The device to train on.

    Args:
        wanted: "cpu", "cuda", "mps", or "auto" for the first of CUDA, MPS, CPU that is there.

    Raises:
        InputError: the wanted device is not there.
    """
    there = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if wanted == "auto":
        return torch.device(next(name for name, present in there.items() if present))
    if not there[wanted]:
        present = ", ".join(name for name, present in there.items() if present)
        raise InputError(
            f"got device={wanted}, which this machine or this build of PyTorch lacks; wanted auto "
            f"or one of: {present}"
        )
    return torch.device(wanted)


def find_precision(wanted: str, device: torch.device) -> str:
    """What convolutions are reckoned in: "float32" or "bfloat16".

    Args:
        wanted: one of the two, or "auto" for the one that is faster here.
        device: where.
    """
    if wanted != "auto":
        return wanted
    if device.type == "cuda":
        # Older GPUs emulate it, slowly.
        native = torch.cuda.is_bf16_supported(including_emulation=False)
        return "bfloat16" if native else "float32"
    if device.type != "cpu":
        return "float32"
    # A CPU may take bfloat16 and have no instructions for it, which makes it slower.
    return min(("bfloat16", "float32"), key=_convolution_seconds)


def _convolution_seconds(precision: str, repeats: int = 3) -> float:
    """The least time that a small convolution takes, forward and backward."""
    dtype = PRECISIONS[precision]
    with torch.random.fork_rng(devices=[]):
        layer = torch.nn.Conv2d(32, 32, 3, padding=1, dtype=dtype)
    layer.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    maps = torch.zeros((64, 32, 14, 14), dtype=dtype).to(memory_format=torch.channels_last)
    seconds = []
    for _ in range(1 + repeats):
        began = time.perf_counter()
        layer(maps.requires_grad_()).sum().backward()
        seconds.append(time.perf_counter() - began)
    return min(seconds[1:])  # the first one compiles the kernels
