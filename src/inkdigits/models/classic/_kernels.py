"""How alike two pictures are, for support-vector machines and radial basis functions."""

import torch
from torch import Tensor


def gaussian(a: Tensor, b: Tensor, gamma: float) -> Tensor:
    """exp(-gamma |a - b|²): (N, D) and (M, D) rows to (N, M)."""
    squares = (a * a).sum(dim=1)[:, None] + (b * b).sum(dim=1)[None]
    return torch.exp(-gamma * (squares - 2 * (a @ b.T)).clamp(min=0))


def polynomial(a: Tensor, b: Tensor, degree: int, offset: float) -> Tensor:
    """((a b + offset) / (1 + offset))^degree: (N, D) and (M, D) rows of length 1 to (N, M).

    With an offset of 1 the form of DeCoste and Schölkopf 2002 (Machine Learning 46, 161-190):
    values lie in [0, 1] whatever the degree.
    """
    return ((a @ b.T + offset) / (1 + offset)) ** degree


def to_length_1(rows: Tensor) -> Tensor:
    """(N, D) rows, each divided by its length; one without ink stays 0."""
    return rows / rows.square().sum(dim=1, keepdim=True).sqrt().clamp(min=1e-6)
