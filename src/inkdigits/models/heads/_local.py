import torch
from torch import Tensor, nn

from inkdigits.models.heads._neighbours import Nearest

_RIDGE = 0.01  # of the neighbours' variance; less would take more steps
_STEPS = 20
_TINY = 1e-20  # where there is nothing left to solve, 0 over 0 is 0


class LocalScores(nn.Module):
    """A linear classifier for each row, fitted to the known rows nearest to it.

    Local learning, after Bottou and Vapnik 1992 (Neural Computation 4(6), 888-900): a global
    classifier must suit all of space, a local one its surroundings only. Here it is ridge
    regression to 1 for the digit and 0 for others. A neighbour counts the less the farther it is,
    and the farthest nothing, so that scores have no jumps.

    A file can hold it, since conjugate gradients solve it: with the neighbours A about their
    centre c, their labels Y about their mean m, both by weight, a row x gets
    m + Y' (A A' + r I)^-1 A (x - c).

    Args:
        known: (M, D) float32.
        labels: (M,) int64.
        count: neighbours to fit to, at most M.
    """

    def __init__(self, known: Tensor, labels: Tensor, count: int) -> None:
        super().__init__()
        self._nearest = Nearest(known, labels, count)

    def forward(self, rows: Tensor) -> Tensor:
        """(N, D) rows to (N, 10) scores."""
        near, labels, gaps = self._nearest(rows)
        near, rows, gaps = near.double(), rows.double()[:, None], gaps.double()
        digits = (labels[:, :, None] == torch.arange(10)[None, None]).double()
        weights = (1 - gaps / (gaps[:, -1:] + _TINY) + _TINY)[:, :, None]
        weights = weights / weights.sum(dim=1, keepdim=True)
        centre, shares = ((weights * part).sum(dim=1, keepdim=True) for part in (near, digits))
        near, digits = (near - centre) * weights.sqrt(), (digits - shares) * weights.sqrt()
        ridge = _RIDGE * near.square().sum(dim=(1, 2))[:, None, None]
        scores: Tensor = shares.mT + digits.mT @ solve(near, ridge, near @ (rows - centre).mT)
        return scores[:, :, 0].float()


def solve(rows: Tensor, ridge: Tensor, right: Tensor) -> Tensor:
    """Solve (A A' + ridge I) x = b by conjugate gradients: (N, C, D), (N, 1, 1), (N, C, 1)."""
    solution = torch.zeros_like(right)
    rest, direction = right, right
    square = rest.square().sum(dim=1, keepdim=True)
    for _ in range(_STEPS):
        product = rows @ (rows.mT @ direction) + ridge * direction
        step = square / ((direction * product).sum(dim=1, keepdim=True) + _TINY)
        solution = solution + step * direction
        rest = rest - step * product
        before, square = square, rest.square().sum(dim=1, keepdim=True)
        direction = rest + square / (before + _TINY) * direction
    return solution
