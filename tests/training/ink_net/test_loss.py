import numpy as np
import pytest
import torch

from inkdigits.training.ink_net._loss import find_losses, find_targets, turn

pytestmark = pytest.mark.train


def one_digit() -> tuple[torch.Tensor, torch.Tensor]:
    """A digit 7, 8×16 pixels large, in a field of 32×48."""
    owners = torch.zeros((1, 32, 48), dtype=torch.uint8)
    owners[0, 8:24, 20:28] = 1
    digits = torch.zeros((1, 129, 4))
    digits[0, 1] = torch.tensor([23.5, 15.5, np.log2(16 / 28), 7])
    return owners, digits


def test_offsets_lead_from_a_cells_middle_to_the_digits() -> None:
    targets = find_targets(*one_digit())
    # Pixel (21, 9) lies in the cell of columns 20 to 23 and rows 8 to 11: its middle is 21.5, 9.5.
    assert targets[0, :, 9, 21].tolist() == pytest.approx([2 / 16, 6 / 16, np.log2(16 / 28), 7])


@pytest.mark.parametrize("quarter", range(4))
def test_turned_offsets_lead_to_the_turned_middle(quarter: int) -> None:
    owners, digits = one_digit()
    (turned,), targets = turn([owners[:, None]], find_targets(owners, digits), quarter)
    rows, columns = np.nonzero(turned[0, 0].numpy())
    cells = np.stack([columns // 4 * 4 + 1.5, rows // 4 * 4 + 1.5])
    ends = cells + 16 * targets[0, :2].numpy()[:, rows, columns]
    middle = [(columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2]
    assert np.abs(ends - np.array(middle)[:, None]).max() < 1e-4


def test_a_perfect_answer_loses_nothing() -> None:
    owners, digits = one_digit()
    targets = find_targets(owners, digits)
    truth = (owners > 0)[:, None].float()
    votes = torch.zeros((1, 13, 8, 12))
    votes[:, :3] = targets[:, :3, 1::4, 1::4]
    votes[:, 3 + 7] = 30
    losses = find_losses(truth * 60 - 30, votes, truth, truth, targets)
    assert float(losses.total) < 1e-3
    worse = find_losses(30 - truth * 60, -votes, truth, truth, targets)
    assert all(worse.parts[name] > losses.parts[name] + 0.1 for name in losses.parts)
