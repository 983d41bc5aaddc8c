"""The rungs: one change each, why it was tried, and whether it stayed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Rung:
    """One change to the recipe of the rung below.

    Attributes:
        name: the change, in a few words.
        reason: why it was tried.
        change: settings, as `inkdigits train --set` takes them.
        kept: whether the rungs above stand on it.
        settings: all settings that differ from the zoo's recipe; filled in by the ladder.
    """

    name: str
    reason: str
    change: dict[str, Any]
    kept: bool = True
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ladder:
    """The rungs of one recipe, the lowest first.

    Attributes:
        goal: what the recipe is for.
        seeds: how many seeds each rung is measured with.
        rungs: the first one's change is the whole recipe that was started from.
    """

    goal: str
    seeds: int
    rungs: tuple[Rung, ...]

    def climbed(self) -> Iterator[Rung]:
        """The rungs with their settings: those of every rung below that was kept, and their own."""
        below: dict[str, Any] = {}
        for rung in self.rungs:
            settings = {**below, **rung.change}
            yield Rung(rung.name, rung.reason, rung.change, rung.kept, settings)
            if rung.kept:
                below = settings


LADDERS = {
    "convnet-fast": Ladder(
        "99.0 % in the least time",
        5,
        (
            Rung(
                "start",
                "a small net, AdamW, one pass over the digits",
                {
                    "filters": (24, 48, 64),
                    "pools": (1,),
                    "padding": "same",
                    "epochs": 1,
                    "batch_size": 256,
                    "optimizer": "adamw",
                    "kernel_rate": 0.01,
                    "learning_rate": 0.01,
                    "label_smoothing": 0.0,
                    "warmup": 0.2,
                    "views": 1,
                    "averaging": 0.0,
                },
            ),
            Rung("SGD", "the plainest", {"optimizer": "sgd", "kernel_rate": 0.1}, kept=False),
            Rung(
                "Muon",
                "in few steps every direction must be used at once",
                {"optimizer": "muon", "kernel_rate": 0.05},
            ),
            Rung(
                "label smoothing 0.1", "a bounded loss bears higher rates", {"label_smoothing": 0.1}
            ),
            Rung(
                "kernel rate 0.25", "orthogonal steps stay stable far above", {"kernel_rate": 0.25}
            ),
            Rung("kernel rate 0.5", "how far above?", {"kernel_rate": 0.5}, kept=False),
            Rung("batch 128", "twice the steps", {"batch_size": 128}, kept=False),
            Rung("batch 512", "half the steps", {"batch_size": 512}, kept=False),
            Rung(
                "no padding, wider",
                "a map that shrinks pays for more filters",
                {"padding": "valid", "filters": (24, 64, 96)},
            ),
            Rung("half as wide", "is the width needed?", {"filters": (16, 32, 64)}, kept=False),
            Rung("weights averaged", "smoother end", {"averaging": 0.95}, kept=False),
            Rung("float32", "what bfloat16 brings", {"precision": "float32"}, kept=False),
            Rung("five views", "the answer costs more, training does not", {"views": 5}),
            Rung("0.6 of a pass", "fewer steps", {"epochs": 0.6}),
            Rung("0.45 of a pass", "fewer still", {"epochs": 0.45}),
            Rung("0.35 of a pass", "and fewer", {"epochs": 0.35}, kept=False),
            Rung(
                "0.35 of a pass, batch 128",
                "more steps from as many digits",
                {"epochs": 0.35, "batch_size": 128},
                kept=False,
            ),
        ),
    ),
    "convnet": Ladder(
        "99.5 % in the least time",
        5,
        (
            Rung(
                "two passes",
                "`convnet-fast`, given more time",
                {
                    "epochs": 2,
                    "finish_epochs": 0,
                    "augmentation": "none",
                    "views": 1,
                    "kernel_rate": 0.25,
                    "batch_size": 256,
                    "label_smoothing": 0.1,
                },
            ),
            Rung("three passes", "more of the same", {"epochs": 3}, kept=False),
            Rung(
                "three passes, affine",
                "the second and third time a digit should be another one",
                {"epochs": 3, "augmentation": "affine"},
            ),
            Rung("last pass clean", "end on what will be asked", {"finish_epochs": 1}),
            Rung("elastic", "Simard's distortions", {"augmentation": "elastic"}, kept=False),
            Rung("smoothing 0.05", "less may do", {"label_smoothing": 0.05}, kept=False),
            Rung("five views", "costs nothing in training", {"views": 5}),
            Rung("two thirds as wide", "faster", {"filters": (16, 48, 64)}, kept=False),
        ),
    ),
    "convnet-best": Ladder(
        "the most accurate single net",
        2,
        (
            Rung(
                "start",
                "four convolutions, two of them at 14×14; six passes as `convnet`",
                {
                    "filters": (32, 64, 96, 96),
                    "pools": (2, 4),
                    "epochs": 6,
                    "finish_epochs": 1,
                    "augmentation": "affine",
                    "kernel_rate": 0.15,
                    "label_smoothing": 0.1,
                    "views": 5,
                },
            ),
            Rung("twelve passes", "twice the time", {"epochs": 12}, kept=False),
            Rung("wider", "twice the time", {"filters": (48, 96, 128, 128)}, kept=False),
            Rung(
                "one more at 14×14",
                "depth where a stroke still has its shape",
                {"filters": (32, 64, 64, 96, 96), "pools": (3, 5)},
            ),
            Rung(
                "two more",
                "and more of it?",
                {"filters": (32, 64, 64, 64, 96, 96), "pools": (4, 6)},
                kept=False,
            ),
            Rung(
                "starts at 28×28",
                "nothing is lost to the first stride",
                {
                    "filters": (32, 32, 64, 64, 128, 128),
                    "pools": (2, 4, 6),
                    "first_kernel": 3,
                    "first_stride": 1,
                },
                kept=False,
            ),
            Rung("elastic", "more variety", {"augmentation": "elastic"}, kept=False),
            Rung("no clean pass", "is it needed?", {"finish_epochs": 0}, kept=False),
            Rung("nine views", "costs nothing in training", {"views": 9}),
        ),
    ),
    "convnet-wide": Ladder(
        "people's own digits, and what is no digit (8 passes instead of the recipe's)",
        1,
        (
            Rung(
                "start",
                "widely augmented digits, pixels as they come",
                {"epochs": 8, "finish_epochs": 2, "normalize": False, "non_digits": 0.0},
            ),
            Rung(
                "normalise",
                "polarity, ground, contrast, place and size carry no information",
                {"normalize": True},
            ),
            Rung("non-digits", "an eleventh answer, learned from examples", {"non_digits": 0.2}),
            Rung(
                "affine only",
                "what wide augmentation costs on MNIST itself",
                {"augmentation": "affine"},
                kept=False,
            ),
        ),
    ),
}
