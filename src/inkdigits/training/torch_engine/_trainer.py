import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from inkdigits.errors import WorkError
from inkdigits.models import ConvnetRecipe, find_entry
from inkdigits.training.torch_engine._device import PRECISIONS
from inkdigits.training.torch_engine._loss import make_loss
from inkdigits.training.torch_engine._optimizers import make_optimizers
from inkdigits.training.torch_engine._pixels import to_inputs
from inkdigits.training.torch_engine._schedule import one_cycle

# Reading the loss waits for the device, so it is read once in so many steps.
_REPORTED = 20

Report = Callable[[int, float, float], None]


class Trainer:
    """One net on its way: weights, optimizers, schedule, and the weights' moving average.

    Args:
        recipe: every choice, the device and the precision settled. The precision is that of the
            convolutions; losses and updates are float32 always.
        seed: of the initial weights.
        steps: how many there will be in all.
    """

    def __init__(self, recipe: ConvnetRecipe, seed: int, steps: int) -> None:
        self._recipe = recipe
        self._steps = steps
        self._step = 0
        self._device = torch.device(recipe.device)
        self._precision = PRECISIONS[recipe.precision]
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            net: nn.Sequential = find_entry(recipe.model).build(recipe.net, recipe.outputs)
        self._net: nn.Sequential = net.to(self._device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._loss = make_loss(recipe)
        self._optimizers = make_optimizers(net, recipe)
        self._average: Any = None
        if recipe.averaging:
            self._average = torch.optim.swa_utils.AveragedModel(
                net,
                multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(  # type: ignore[no-untyped-call]
                    recipe.averaging
                ),
                use_buffers=True,
            )

    def train_epoch(self, images: Tensor, labels: Tensor, report: Report) -> tuple[float, float]:
        """One pass, or what is left of the steps.

        Args:
            images: (N, 28, 28) uint8, in the order of training.
            labels: (N,) int64.
            report: told the step (from 1), and loss and accuracy so far, once in a while.

        Returns:
            Mean loss and accuracy over the pass.

        Raises:
            WorkError: the loss became NaN or infinite.
        """
        self._net.train()
        size = min(self._recipe.batch_size, len(images))
        steps = min(len(images) // size, self._steps - self._step)
        loss, right = torch.zeros((), device=self._device), torch.zeros((), device=self._device)
        for step in range(1, steps + 1):
            batch = slice((step - 1) * size, step * size)
            self._set_rates()
            with torch.no_grad():
                batch_loss, batch_right = self._train_batch(images[batch], labels[batch])
                loss += batch_loss
                right += batch_right
            if step % _REPORTED == 0 or step == steps:
                mean_loss = float(loss) / step
                self._require_finite(mean_loss)
                report(step, mean_loss, float(right) / (step * size))
        return float(loss) / steps, float(right) / (steps * size)

    def _train_batch(self, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        inputs = to_inputs(images, self._recipe.normalize)
        inputs = inputs.to(self._precision, memory_format=torch.channels_last)
        with (
            torch.enable_grad(),
            torch.autocast(
                self._device.type, self._precision, enabled=self._precision != torch.float32
            ),
        ):
            logits = self._net(inputs).float()
            loss = self._loss(logits, labels)
        for optimizer, _ in self._optimizers:
            optimizer.zero_grad()
        loss.backward()
        for optimizer, _ in self._optimizers:
            optimizer.step()
        self._step += 1
        if self._average is not None:
            self._average.update_parameters(self._net)
        return loss.detach(), (logits.argmax(dim=1) == labels).sum()

    def _set_rates(self) -> None:
        share = one_cycle(self._step, self._steps, self._recipe.warmup)
        for optimizer, peak in self._optimizers:
            for group in optimizer.param_groups:
                group["lr"] = peak * share

    def _require_finite(self, loss: float) -> None:
        if not math.isfinite(loss):
            kernels, others = self._recipe.kernel_rate / 10, self._recipe.learning_rate / 10
            raise WorkError(
                f"the loss became {loss} in step {self._step} of {self._steps}; lower the rates: "
                f"--set kernel_rate={kernels:g} --set learning_rate={others:g}"
            )

    @property
    def rate(self) -> float:
        """AdamW's learning rate as of the last step."""
        return float(self._optimizers[-1][0].param_groups[0]["lr"])

    def net(self) -> nn.Sequential:
        """The net as it would be taken now: the averaged one where weights are averaged."""
        net: nn.Sequential = self._net if self._average is None else self._average.module
        return net

    def state(self) -> dict[str, Any]:
        """Everything that the rest of the way depends on."""
        return {
            "step": self._step,
            "net": self._net.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer, _ in self._optimizers],
            "average": None if self._average is None else self._average.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to where `state` was taken."""
        self._step = state["step"]
        self._net.load_state_dict(state["net"])
        for (optimizer, _), saved in zip(self._optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        if self._average is not None:
            self._average.load_state_dict(state["average"])
