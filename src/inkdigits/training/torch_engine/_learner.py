import copy
import math
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from inkdigits.errors import WorkError
from inkdigits.models import FinetuneRecipe
from inkdigits.training.torch_engine._optimizers import BETAS
from inkdigits.training.torch_engine._pixels import to_inputs
from inkdigits.training.torch_engine._schedule import one_cycle

_WARMUP = 0.1  # share of the steps


class Learner:
    """Nets that go on learning, beside themselves as they were.

    Their batch normalisation is folded, so its statistics stay as they are, which a few hundred
    digits would only spoil.

    Args:
        nets: from (N, 1, 28, 28) to (N, 10 or 11) logits; they stay as they are.
        recipe: every choice.
        steps: how many there will be in all.
    """

    def __init__(self, nets: list[nn.Sequential], recipe: FinetuneRecipe, steps: int) -> None:
        self._recipe = recipe
        self._steps = steps
        self._step = 0
        self._source = nn.ModuleList(nets).eval().requires_grad_(False)
        self._nets = copy.deepcopy(self._source).requires_grad_(True)
        self._optimizer = torch.optim.AdamW(
            self._nets.parameters(), recipe.learning_rate, betas=BETAS, weight_decay=0
        )

    def step(self, images: Tensor, labels: Tensor, remembered: Tensor) -> tuple[float, float]:
        """Learn from a batch.

        The loss is the labels' cross-entropy, and on other pictures the Kullback-Leibler divergence
        from the source's answers (Li and Hoiem 2016, "Learning without Forgetting", ECCV).

        Args:
            images: (N, 28, 28) uint8 digits to learn.
            labels: (N,) int64.
            remembered: (M, 28, 28) uint8 pictures to remember by.

        Returns:
            Cross-entropy and accuracy on the digits to learn.

        Raises:
            WorkError: the loss became NaN or infinite.
        """
        share = one_cycle(self._step, self._steps, _WARMUP)
        self._optimizer.param_groups[0]["lr"] = self._recipe.learning_rate * share
        inputs = to_inputs(torch.cat([images, remembered]), self._recipe.start.normalize)
        learnt, kept, right = torch.zeros(()), torch.zeros(()), 0.0
        for net, source in zip(self._nets, self._source, strict=True):
            logits = net(inputs)
            own, others = logits[: len(images)], logits[len(images) :]
            learnt = learnt + functional.cross_entropy(
                own, labels, label_smoothing=self._recipe.label_smoothing
            )
            if len(others):
                kept = kept + _divergence(others, source(inputs[len(images) :]))
            right += float((own.argmax(dim=1) == labels).float().mean())
        mean = float(learnt.detach()) / len(self._nets)
        self._require_finite(mean)
        loss: Tensor = learnt + self._recipe.memory * kept
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        self._step += 1
        return mean, right / len(self._nets)

    def _require_finite(self, loss: float) -> None:
        if not math.isfinite(loss):
            raise WorkError(
                f"the loss became {loss} in step {self._step + 1} of {self._steps}; lower the "
                f"rate: --set learning_rate={self._recipe.learning_rate / 10:g}"
            )

    @property
    def rate(self) -> float:
        """The learning rate as of the last step."""
        return float(self._optimizer.param_groups[0]["lr"])

    def nets(self) -> list[nn.Sequential]:
        """The nets as they would be taken now: between the source's weights and the learnt ones.

        After Wortsman et al. 2022, "Robust fine-tuning of zero-shot models" (CVPR): the mean of the
        weights keeps more of what both know than either net.
        """
        blended = copy.deepcopy(self._nets)
        with torch.no_grad():
            for weights, before in zip(
                blended.parameters(), self._source.parameters(), strict=True
            ):
                weights.copy_(torch.lerp(before, weights, self._recipe.blend))
        return [net for net in blended if isinstance(net, nn.Sequential)]

    def state(self) -> dict[str, Any]:
        """Everything that the rest of the way depends on."""
        return {
            "step": self._step,
            "nets": self._nets.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to where `state` was taken."""
        self._step = state["step"]
        self._nets.load_state_dict(state["nets"])
        self._optimizer.load_state_dict(state["optimizer"])


def _divergence(logits: Tensor, wanted: Tensor) -> Tensor:
    return functional.kl_div(
        torch.log_softmax(logits, dim=1),
        torch.log_softmax(wanted, dim=1),
        log_target=True,
        reduction="batchmean",
    )
