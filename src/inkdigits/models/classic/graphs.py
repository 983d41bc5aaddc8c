"""Fitted methods as torch modules: rows of pixels in, scores out, to stand in the file."""

from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from inkdigits.models.classic._kernels import gaussian
from inkdigits.models.classic._pairs import PairwisePlanes, count_votes
from inkdigits.models.classic._radial import RadialBasis
from inkdigits.models.classic.machine import SupportVectors


class Planes(nn.Module):
    """(N, D) rows to (N, planes) float32, reckoned in double precision.

    Args:
        weights: (planes, D).
        intercepts: (planes,).
        mean: (D,) is taken from the rows first; None takes nothing.
        deviation: (D,) the rows are then divided by; None divides by nothing.
    """

    weights: Tensor
    intercepts: Tensor

    def __init__(
        self,
        weights: npt.NDArray[Any],
        intercepts: npt.NDArray[Any],
        mean: npt.NDArray[Any] | None = None,
        deviation: npt.NDArray[Any] | None = None,
    ) -> None:
        super().__init__()
        weights, intercepts = weights.astype(np.float64), intercepts.astype(np.float64)
        if mean is not None and deviation is not None:
            weights = weights / deviation
            intercepts = intercepts - weights @ mean
        self.register_buffer("weights", torch.tensor(weights.T))
        self.register_buffer("intercepts", torch.tensor(intercepts))

    def forward(self, rows: Tensor) -> Tensor:
        """See the class."""
        return (rows.double() @ self.weights + self.intercepts).float()


class Votes(nn.Module):
    """`count_votes` as a module."""

    def forward(self, decisions: Tensor) -> Tensor:
        """See `count_votes`."""
        return count_votes(decisions)


class Components(nn.Module):
    """Principal components and their products: (N, D) rows to (N, C + C (C + 1) / 2)."""

    mean: Tensor
    axes: Tensor

    def __init__(self, mean: npt.NDArray[Any], components: npt.NDArray[Any]) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean))
        self.register_buffer("axes", torch.tensor(components.T.copy()))
        pairs = list(combinations_with_replacement(range(len(components)), 2))
        self._left = torch.tensor([left for left, _ in pairs])
        self._right = torch.tensor([right for _, right in pairs])

    def forward(self, rows: Tensor) -> Tensor:
        """See the class."""
        found = (rows - self.mean) @ self.axes
        return torch.cat([found, found[:, self._left] * found[:, self._right]], dim=1)


class Nearness(nn.Module):
    """Gaussians around centres: (N, D) rows to (N, centres)."""

    centres: Tensor

    def __init__(self, centres: npt.NDArray[Any], gamma: float) -> None:
        super().__init__()
        self.register_buffer("centres", torch.tensor(centres))
        self._gamma = gamma

    def forward(self, rows: Tensor) -> Tensor:
        """See the class."""
        return gaussian(rows.double(), self.centres.double(), self._gamma).float()


class Decisions(nn.Module):
    """`SupportVectors.decide` with what it holds; pixels take a byte each in the file."""

    vectors: Tensor
    weights: Tensor
    intercepts: Tensor

    def __init__(self, machine: SupportVectors) -> None:
        super().__init__()
        levels = np.rint(machine.vectors_ * 255)
        self._of_pixels = bool(np.allclose(levels / 255, machine.vectors_, atol=1e-6))
        kept = levels.astype(np.uint8) if self._of_pixels else machine.vectors_
        self.register_buffer("vectors", torch.from_numpy(kept))
        self.register_buffer("weights", torch.from_numpy(machine.weights_))
        self.register_buffer("intercepts", torch.from_numpy(machine.intercepts_))
        self._similarity = machine.similarity

    def forward(self, rows: Tensor) -> Tensor:
        """(N, D) rows to (N, 45)."""
        vectors = self.vectors.double() / (255 if self._of_pixels else 1)
        values = self._similarity(rows.double(), vectors)
        return (values @ self.weights.double()).float() + self.intercepts


def linear_graph(method: Any) -> nn.Module:
    """Of a fitted `LogisticRegression`."""
    return Planes(method.coef_, method.intercept_)


def pairwise_linear_graph(method: PairwisePlanes) -> nn.Module:
    """Of fitted `PairwisePlanes`."""
    return nn.Sequential(Planes(method.weights_, method.intercepts_), Votes())


def pca_quadratic_graph(method: Any) -> nn.Module:
    """Of the fitted pipeline that `build_pca_quadratic` makes."""
    pca, _, scaler, planes = (step for _, step in method.steps)
    scores = Planes(planes.coef_, planes.intercept_, scaler.mean_, scaler.scale_)
    return nn.Sequential(Components(pca.mean_, pca.components_), scores)


def rbf_linear_graph(method: RadialBasis) -> nn.Module:
    """Of fitted `RadialBasis`."""
    planes = method.planes_
    scores = Planes(planes.coef_, planes.intercept_, method.mean_, method.deviation_)
    return nn.Sequential(Nearness(method.centres_, method.gamma), scores)


def svm_graph(method: SupportVectors) -> nn.Module:
    """Of fitted `SupportVectors`."""
    return nn.Sequential(Decisions(method), Votes())
