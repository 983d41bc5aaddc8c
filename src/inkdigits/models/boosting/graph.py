import numpy as np
import torch
from torch import nn

from inkdigits.models.boosting._estimator import BoostedStumps
from inkdigits.models.boosting._levels import HIGHEST
from inkdigits.models.boosting._rounds import Rounds

_ENTRIES = 16_384
"""Table entries looked up at once: 64 MB for 1,000 pictures."""


class _Part(nn.Module):
    """Some rounds: from tables, (N, P) float32, to their votes, (N, 10)."""

    positions: torch.Tensor
    coefficients: torch.Tensor
    thresholds: torch.Tensor
    votes: torch.Tensor

    def __init__(self, rounds: Rounds, scale: float) -> None:
        super().__init__()
        self.shape = rounds.positions.shape
        self.register_buffer("positions", torch.from_numpy(rounds.positions.ravel()))
        self.register_buffer("coefficients", torch.from_numpy(rounds.coefficients).float())
        self.register_buffer("thresholds", torch.from_numpy(rounds.thresholds).float())
        self.register_buffer("votes", torch.from_numpy(rounds.votes * scale).float())

    def forward(self, tables: torch.Tensor) -> torch.Tensor:
        entries = tables.index_select(1, self.positions).reshape(-1, *self.shape)
        values = (entries * self.coefficients).sum(3) if self.shape[2] > 1 else entries[..., 0]
        stumps = (values >= self.thresholds).to(tables.dtype) * 2 - 1
        product = stumps[:, :, 0]
        for term in range(1, self.shape[1]):
            product = product * stumps[:, :, term]
        return product @ self.votes


class BoostedGraph(nn.Module):
    """A fitted `BoostedStumps`, as a torch module.

    (N, side²) float32 pictures, as the estimator was fitted on, to its (N, 10) float32 scores. The
    rounds are gone through in parts, so that memory does not grow with their number.
    """

    def __init__(self, fitted: BoostedStumps) -> None:
        super().__init__()
        self._low = float(np.float32(fitted.levels_.low))
        self._scale = float(np.float32(fitted.levels_.scale))
        self._side = round(fitted.n_features_in_**0.5)
        self._integral = fitted.features == "haar"
        rounds = fitted.rounds_
        step = max(1, _ENTRIES // rounds.positions[0].size)
        self._parts = nn.ModuleList(
            _Part(rounds.part(first, first + step), fitted.scale_)
            for first in range(0, len(rounds), step)
        )

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """The scores: (N, side²) float32 to (N, 10) float32."""
        raised = (pictures - self._low) * self._scale + 0.5
        # Integers up to 2^24 are exact in float32; no sum in here is larger.
        tables = raised.floor().clamp(0, HIGHEST)
        if self._integral:
            square = tables.reshape(-1, self._side, self._side)
            sums = square.cumsum(1).cumsum(2)
            tables = nn.functional.pad(sums, (1, 0, 1, 0)).flatten(1)
        scores = pictures.new_zeros(())
        for part in self._parts:
            scores = scores + part(tables)
        return scores
