"""The native nets, which PyTorch alone trains; docs/ladder.md has how their recipes came about."""

from dataclasses import replace

from inkdigits.models._convnet import ConvolutionLayers, build_convnet
from inkdigits.models._entry import Entry
from inkdigits.models._recipe import ConvnetRecipe
from inkdigits.models._tiny import TinyLayers, TinyRecipe, build_tiny

_SOURCE = "this project's own; docs/ladder.md"

_FAST = ConvolutionLayers((24, 64, 96), pools=(1,), padding="valid")
_BEST = ConvnetRecipe(
    "convnet-best",
    ConvolutionLayers((32, 64, 64, 96, 96), pools=(3, 5)),
    epochs=6,
    kernel_rate=0.15,
    augmentation="affine",
    finish_epochs=1,
    views=9,
)

CONVNET_ENTRIES = (
    Entry(
        TinyRecipe(
            "convnet-tiny",
            TinyLayers(),
            epochs=20,
            kernel_rate=0.1,
            label_smoothing=0.05,
            augmentation="affine",
            finish_epochs=1,
            views=5,
        ),
        build_tiny,
        "the smallest file past 99.5 %: weights of four bits",
        "conv 5×5/2 16 · conv 3×3 24 · max pool 2 · conv 3×3 24 · conv 3×3 24 · "
        "conv 6×6 by map 24 · linear 10",
        10_266,
        "this project's own; docs/small.md",
        expected=0.995,
    ),
    Entry(
        ConvnetRecipe("convnet-fast", _FAST, epochs=0.45, kernel_rate=0.25, views=5),
        build_convnet,
        "soonest to 99.0 %: not even half of the digits, once",
        "conv 5×5/2 24 · max pool 2 · conv 3×3 64 · conv 3×3 96 · linear 10",
        78_554,
        _SOURCE,
        expected=0.99,
    ),
    Entry(
        ConvnetRecipe(
            "convnet",
            _FAST,
            epochs=3,
            kernel_rate=0.25,
            augmentation="affine",
            finish_epochs=1,
            views=5,
        ),
        build_convnet,
        "soonest to 99.5 %",
        "conv 5×5/2 24 · max pool 2 · conv 3×3 64 · conv 3×3 96 · linear 10",
        78_554,
        _SOURCE,
        expected=0.995,
    ),
    Entry(
        _BEST,
        build_convnet,
        "a larger net, trained longer, for accuracy",
        "conv 5×5/2 32 · conv 3×3 64 · conv 3×3 64 · max pool 2 · conv 3×3 96 · conv 3×3 96 · "
        "max pool 2 · linear 10",
        203_338,
        _SOURCE,
        expected=0.9965,
    ),
    Entry(
        replace(_BEST, model="convnet-ensemble", members=4, varied=True),
        build_convnet,
        "convnet-best and three of other kinds, averaged inside one file",
        "2 × (conv 5×5/2 32 · conv 3×3 64 · conv 3×3 64 · max pool 2 · conv 3×3 96 · conv 3×3 96 · "
        "max pool 2 · linear 10) + conv 3×3 32 · conv 3×3 32 · max pool 2 · conv 3×3 64 · "
        "conv 3×3 64 · max pool 2 · conv 3×3 128 · conv 3×3 128 · max pool 2 · linear 10 + "
        "conv 5×5/2 40 · conv 3×3 80 · conv 3×3 80 · max pool 2 · conv 3×3 112 · conv 3×3 112 · "
        "max pool 2 · linear 10",
        996_088,
        _SOURCE,
        expected=0.997,
    ),
    Entry(
        ConvnetRecipe(
            "convnet-wide",
            ConvolutionLayers((32, 48, 96, 128), pools=(2,), padding="valid"),
            epochs=40,
            kernel_rate=0.15,
            label_smoothing=0.05,
            augmentation="wide",
            habits=0.25,
            finish="affine",
            finish_epochs=12,
            non_digits=0.2,
            normalize=True,
        ),
        build_convnet,
        "the bundled recognizer: people's own digits, and what is no digit",
        "conv 5×5/2 32 · conv 3×3 48 · max pool 2 · conv 3×3 96 · conv 3×3 128 · linear 11",
        172_635,
        _SOURCE,
        expected=0.9965,
    ),
)
