"""How alike two pictures are, for support-vector machines and radial basis functions."""

import torch
from torch import Tensor


def gaussian(a: Tensor, b: Tensor, gamma: float) -> Tensor:
    """exp(-gamma |a - b|²): (N, D) and (M, D) rows to (N, M)."""
    squares = (a * a).sum(dim=1)[:, None] + (b * b).sum(dim=1)[None]
    return torch.exp(-gamma * (squares - 2 * (a @ b.T)).clamp(min=0))


def polynomial(a: Tensor, b: Tensor, degree: int) -> Tensor:
    """((cos(a, b) + 1) / 2)^degree: (N, D) and (M, D) rows to (N, M).

    The form of DeCoste and Schölkopf 2002 (Machine Learning 46, 161-190): rows are brought to
    length 1 first, so the values lie in [0, 1] whatever the degree.
    """
    return ((_to_length_1(a) @ _to_length_1(b).T + 1) / 2) ** degree


def _to_length_1(rows: Tensor) -> Tensor:
    return rows / rows.square().sum(dim=1, keepdim=True).sqrt().clamp(min=1e-6)
