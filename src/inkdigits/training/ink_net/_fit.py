"""Training of the ink net on pages that are made while it trains."""

import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from typing import Any

import cv2
import numpy as np
import torch

from inkdigits.data import Dataset
from inkdigits.pages import make_page
from inkdigits.training._contrast import from_levels
from inkdigits.training.ink_net._crops import Crops, cut_crops, join
from inkdigits.training.ink_net._loss import Losses, find_losses, find_targets, turn
from inkdigits.training.ink_net._net import InkNet

# Most pages lie upright; then 6 and 9 are told apart by more than chance.
_QUARTERS = torch.tensor([0.7, 0.1, 0.1, 0.1])


@dataclass(frozen=True)
class InkRecipe:
    """Every choice that the training depends on.

    Attributes:
        rounds: how often new pages are made.
        pages: made for each round.
        scales: sizes in which each page is cut.
        passes: over the crops of a round, each turned anew.
        category: of the pages. All difficulties must mix in it: a net that sees clutter on photos
            and none on scans takes all that stands on a scan for digits.
        batch_size: crops a step.
        learning_rate: peak of AdamW's one-cycle schedule.
        weight_decay: AdamW's.
        seed: of the weights, the pages, the crops and their order.
    """

    rounds: int = 18
    pages: int = 240
    scales: int = 2
    passes: int = 2
    category: str = "any"
    batch_size: int = 16
    learning_rate: float = 4e-3
    weight_decay: float = 1e-2
    seed: int = 0

    def to_json(self) -> dict[str, Any]:
        """The recipe as a JSON object."""
        return asdict(self)


Report = Callable[[int, int, dict[str, float]], None]
"""Told the round, from 1, of how many, and the mean losses in it."""


def fit_ink_net(recipe: InkRecipe, digits: Dataset, report: Report) -> InkNet:
    """Train a net.

    The next round's pages are made by another process while this round trains.

    Args:
        recipe: every choice.
        digits: labelled, whose shapes are written on the pages.
        report: told after each round.
    """
    torch.manual_seed(recipe.seed)
    net = InkNet()
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimizer = torch.optim.AdamW(
        net.parameters(), recipe.learning_rate, weight_decay=recipe.weight_decay
    )
    schedule: Any = None
    for number, crops in enumerate(_rounds(recipe, digits), 1):
        if schedule is None:
            # Rounds differ a little in their crops; the schedule must not run out before them.
            steps = recipe.rounds * recipe.passes * (len(crops) // recipe.batch_size + 8)
            schedule = torch.optim.lr_scheduler.OneCycleLR(
                optimizer, recipe.learning_rate, total_steps=steps, pct_start=0.1
            )
        lost = [_train_pass(net, crops, optimizer, schedule, recipe) for _ in range(recipe.passes)]
        means = {name: float(np.mean([one[name] for one in lost])) for name in lost[0]}
        report(number, recipe.rounds, means)
    net.eval()
    return net


def _train_pass(
    net: InkNet, crops: Crops, optimizer: torch.optim.Optimizer, schedule: Any, recipe: InkRecipe
) -> dict[str, float]:
    net.train()
    order = torch.randperm(len(crops))
    sums: dict[str, float] = {}
    steps = len(crops) // recipe.batch_size
    for step in range(steps):
        chosen = order[step * recipe.batch_size : (step + 1) * recipe.batch_size].numpy()
        quarter = int(torch.multinomial(_QUARTERS, 1))
        losses = _lose(net, crops, chosen, quarter)
        optimizer.zero_grad()
        losses.total.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if schedule.last_epoch < schedule.total_steps - 1:
            schedule.step()
        for name, part in losses.parts.items():
            sums[name] = sums.get(name, 0.0) + part / steps
    return sums


def _lose(net: InkNet, crops: Crops, chosen: Any, quarter: int) -> Losses:
    contrast = torch.from_numpy(from_levels(crops.contrast[chosen]))
    ink = torch.from_numpy(crops.ink[chosen]).float()
    owners = torch.from_numpy(crops.owners[chosen])
    targets = find_targets(owners, torch.from_numpy(crops.digits[chosen]))
    maps = [contrast[:, None], ink[:, None] / 255, (owners > 0)[:, None].float()]
    (contrast, ink, owned), targets = turn(maps, targets, quarter)
    with torch.autocast("cpu", torch.bfloat16):
        found, votes = net(contrast.contiguous(memory_format=torch.channels_last))
    return find_losses(found.float(), votes.float(), ink, owned, targets)


def _rounds(recipe: InkRecipe, digits: Dataset) -> Iterator[Crops]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        coming: Future[Crops] = pool.submit(make_crops, recipe, digits, 0)
        for number in range(recipe.rounds):
            crops = coming.result()
            if number + 1 < recipe.rounds:
                coming = pool.submit(make_crops, recipe, digits, number + 1)
            yield crops


def make_crops(recipe: InkRecipe, digits: Dataset, number: int) -> Crops:
    """The crops of a round, from 0; depends on the recipe's seed and that number alone."""
    cv2.setNumThreads(1)  # the other processors are busy training
    crops = []
    for page in range(number * recipe.pages, (number + 1) * recipe.pages):
        made = make_page(
            digits, recipe.category, zlib.crc32(b"ink net") + recipe.seed * 10**6 + page
        )
        for scale in range(recipe.scales):
            rng = np.random.default_rng([recipe.seed, page, scale])
            crops.append(cut_crops(made, rng))
    return join(crops)
