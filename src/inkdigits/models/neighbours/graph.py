"""Nearest neighbours as a torch module, to stand in a file; it needs torch, the rest does not."""

import numpy as np
import torch
from torch import Tensor, nn

from inkdigits.models.neighbours._estimator import NearestNeighbours
from inkdigits.models.neighbours._votes import listed as listed

_SPARE = 16  # neighbours that rounding could have swapped for those wanted


class NeighbourScores(nn.Module):
    """Fitted `NearestNeighbours` by Euclid's distance: rows of pixels in, scores out.

    Known digits take a byte a pixel. Single precision finds a few more neighbours than are wanted;
    double precision, exact for whole gray levels, brings them in order.

    Args:
        method: fitted on rows that are whole multiples of 1/255, without a distance of its own.
    """

    levels: Tensor
    squares: Tensor
    labels: Tensor

    def __init__(self, method: NearestNeighbours) -> None:
        super().__init__()
        rows = np.rint(method.search_.rows)
        self.register_buffer("levels", torch.from_numpy(rows.astype(np.uint8)))
        self.register_buffer("squares", torch.from_numpy(method.search_.squares))
        self.register_buffer("labels", torch.from_numpy(method.labels_.astype(np.int64)))
        self._k = method.k
        self._listed = listed(method.k, len(rows))
        self._wanted = min(self._listed + _SPARE, len(rows))

    def forward(self, rows: Tensor) -> Tensor:
        """(N, D) float32 rows in [0, 1] to (N, 10) float32, see `vote`."""
        digits = torch.round(rows * 255)
        known = self.levels.float()
        rough = self.squares - 2 * (digits @ known.T)
        found = torch.topk(rough, self._wanted, dim=1, largest=False).indices
        found = torch.sort(found, dim=1).values  # equally near ones stand by row
        differences = known[found].double() - digits.double()[:, None]
        exact = (differences * differences).sum(dim=2)
        gaps, order = torch.topk(exact, self._listed, dim=1, largest=False)
        return vote(self.labels[torch.gather(found, 1, order)], gaps, self._k)


def vote(labels: Tensor, gaps: Tensor, k: int) -> Tensor:
    """`vote` of `_votes` in torch: (N, C) int64 digits, (N, C) float64 gaps to (N, 10) float32."""
    is_digit = labels[:, :, None] == torch.arange(10)[None, None]
    votes = is_digit[:, :k].double().sum(dim=1)
    # The nearest of each digit; the farthest listed where there is none.
    nearest = torch.where(is_digit, gaps[:, :, None], gaps[:, -1:, None]).amin(dim=1)
    # Not added: the exporter takes adding so little for adding nothing, and 0 over 0 is NaN.
    tiny = float(np.finfo(np.float32).tiny)
    return (votes + 0.5 * gaps[:, :1].clamp_min(tiny) / nearest.clamp_min(tiny)).float()
