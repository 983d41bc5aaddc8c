import torch
from torch import Tensor, nn

from inkdigits.models.neighbours.graph import listed, vote

_SPARE = 16  # neighbours that rounding could have swapped for those wanted


class Nearest(nn.Module):
    """Finds the known rows nearest to others, by Euclid's distance.

    Args:
        known: (M, D) float32.
        labels: (M,) int64, the digits they are.
        count: how many to find, at most M.
    """

    known: Tensor
    labels: Tensor
    squares: Tensor

    def __init__(self, known: Tensor, labels: Tensor, count: int) -> None:
        super().__init__()
        self.register_buffer("known", known)
        self.register_buffer("labels", labels)
        self.register_buffer("squares", known.square().sum(dim=1))
        self._count = count

    def forward(self, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(N, D) rows to the (N, C, D) nearest known, nearest first, their digits and distances.

        Distances are squared. The matrix product that ranks the known rows is too coarse for that.
        """
        ranks = self.squares - 2 * (rows @ self.known.T)
        wanted = min(self._count + _SPARE, len(self.known))
        found = torch.topk(ranks, wanted, dim=1, largest=False).indices
        gaps = (self.known[found] - rows[:, None]).square().sum(dim=2)
        gaps, order = torch.topk(gaps, self._count, dim=1, largest=False)
        nearest = torch.gather(found, 1, order)
        return self.known[nearest], self.labels[nearest], gaps


class FeatureNeighbours(nn.Module):
    """The nearest known rows vote, see `inkdigits.models.neighbours.graph.vote`.

    Args:
        known: (M, D) float32.
        labels: (M,) int64.
        k: how many vote, at most M.
    """

    def __init__(self, known: Tensor, labels: Tensor, k: int) -> None:
        super().__init__()
        self._nearest = Nearest(known, labels, listed(k, len(labels)))
        self._k = k

    def forward(self, rows: Tensor) -> Tensor:
        """(N, D) rows to (N, 10) scores."""
        _, labels, gaps = self._nearest(rows)
        return vote(labels, gaps.double(), self._k)
