"""Training of the line net on rows of made pages."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from inkdigits.data import Dataset
from inkdigits.reading import BLANK, STRIDE
from inkdigits.recognizer import usable_cpus
from inkdigits.training.line_net._batches import Batch, make_batches
from inkdigits.training.line_net._net import LineNet
from inkdigits.training.line_net._sampling import Sampler
from inkdigits.training.line_net._strips import LabelledStrip, make_strips

_PAGES_A_TASK = 100


@dataclass(frozen=True)
class LineRecipe:
    """Every choice that the training depends on.

    Attributes:
        pages: made before the training begins.
        category: of the pages.
        passes: over their rows, which are varied anew in each.
        share: of the rows that a pass looks at, hard ones more often than easy ones.
        batch_size: rows a step.
        learning_rate: peak of AdamW's one-cycle schedule.
        weight_decay: AdamW's.
        seed: of the weights, the pages, and the order and variation of the rows.
    """

    pages: int = 15000
    category: str = "rows"
    passes: int = 20
    share: float = 0.5
    batch_size: int = 32
    learning_rate: float = 4e-3
    weight_decay: float = 1e-2
    seed: int = 0

    def to_json(self) -> dict[str, Any]:
        """The recipe as a JSON object."""
        return asdict(self)


Report = Callable[[int, int, float], None]
"""Told the pass, from 1, of how many, and the mean loss in it."""


def make_all_strips(recipe: LineRecipe, digits: Dataset) -> list[LabelledStrip]:
    """The rows that a recipe trains on; made on all CPUs, the same on any number."""
    first = recipe.seed * 10**6
    starts = range(first, first + recipe.pages, _PAGES_A_TASK)
    with ProcessPoolExecutor(usable_cpus(), get_context("spawn"), cv2.setNumThreads, (1,)) as pool:
        coming = [
            pool.submit(
                make_strips, digits, recipe.category,
                range(start, min(start + _PAGES_A_TASK, first + recipe.pages)),
            )
            for start in starts
        ]  # fmt: skip
        return [strip for future in coming for strip in future.result()]


def fit_line_net(recipe: LineRecipe, strips: Sequence[LabelledStrip], report: Report) -> LineNet:
    """Train a net.

    Args:
        recipe: every choice.
        strips: to train on.
        report: told after each pass.
    """
    torch.manual_seed(recipe.seed)
    net = LineNet()
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    seen = max(recipe.batch_size, round(recipe.share * len(strips)))
    optimizer, schedule = _make_optimizer(net, recipe, seen // recipe.batch_size)
    sampler = Sampler(len(strips))
    net.train()
    for number in range(1, recipe.passes + 1):
        rng = np.random.default_rng([recipe.seed, number])
        numbers, weights = sampler.draw(seen, rng)
        means = []
        for batch in make_batches(strips, numbers, recipe.batch_size, rng):
            losses = _find_losses(net, batch)
            mean = (torch.from_numpy(weights[batch.numbers]) * losses).mean()
            optimizer.zero_grad()
            mean.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            sampler.tell(batch.numbers, losses.detach().numpy())
            means.append(mean.item())
        report(number, recipe.passes, float(np.mean(means)))
    net.eval()
    return net


def _make_optimizer(
    net: LineNet, recipe: LineRecipe, steps_a_pass: int
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.OneCycleLR]:
    optimizer = torch.optim.AdamW(
        net.parameters(), recipe.learning_rate, weight_decay=recipe.weight_decay
    )
    steps = recipe.passes * steps_a_pass
    return optimizer, torch.optim.lr_scheduler.OneCycleLR(
        optimizer, recipe.learning_rate, total_steps=steps + 1, pct_start=0.1
    )


def _find_losses(net: LineNet, batch: Batch) -> Tensor:
    """(N,) minus the natural logarithm of the probability of what each strip says."""
    with torch.autocast("cpu", torch.bfloat16):
        logits = net(batch.strips.contiguous(memory_format=torch.channels_last))
    said = torch.log_softmax(logits.float(), dim=1).permute(2, 0, 1)
    columns = (batch.widths + STRIDE - 1) // STRIDE
    losses: Tensor = nn.functional.ctc_loss(
        said, batch.digits, columns, batch.counts, blank=BLANK, reduction="none",
        zero_infinity=True,
    )  # fmt: skip
    return losses
