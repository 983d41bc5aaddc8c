from collections.abc import Iterable

import torch
from torch import Tensor


class Muon(torch.optim.Optimizer):
    """Momentum whose step is made orthogonal; for convolutions, as one matrix a layer.

    Every direction of a kernel's update gets the same length, so no few strong ones lead and a rate
    far above Adam's is stable. Of the method of Jordan and others 2024, "Muon: An optimizer for
    hidden layers in neural networks". `torch.optim.Muon` takes matrices only.

    Args:
        parameters: of two or more dimensions; all but the first are taken as one.
        learning_rate: length of a step in each direction.
        momentum: share of the earlier gradients' sum that is kept each step.
    """

    def __init__(
        self, parameters: Iterable[Tensor], learning_rate: float, momentum: float = 0.6
    ) -> None:
        super().__init__(parameters, {"lr": learning_rate, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Update every parameter that has a gradient."""
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if not state:
                    state["momentum"] = torch.zeros_like(parameter)
                momentum: Tensor = state["momentum"]
                momentum.mul_(group["momentum"]).add_(parameter.grad)
                ahead = parameter.grad.add(momentum, alpha=group["momentum"])  # Nesterov's
                update = orthogonalize(ahead.reshape(len(ahead), -1)).view_as(parameter)
                parameter.add_(update, alpha=-group["lr"])


def orthogonalize(matrix: Tensor, steps: int = 3) -> Tensor:
    """Bring a matrix' singular values near 1, by Newton and Schulz' iteration.

    Args:
        matrix: (rows, columns) float32.
        steps: three bring singular values from 0.05 up to within 0.5 and 1.3.

    Returns:
        Of the same shape; roughly U Vᵀ of the singular value decomposition U S Vᵀ.
    """
    x: Tensor = matrix / (matrix.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    for _ in range(steps):
        # Jordan's coefficients: steep at 0, not quite 1 at 1.
        gram = x @ x.T
        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
    return x.T if tall else x
