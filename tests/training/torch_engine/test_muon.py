import numpy as np
import pytest
import torch

from inkdigits.training.torch_engine._muon import Muon, orthogonalize


@pytest.mark.parametrize("shape", [(8, 8), (24, 216), (96, 20)])
def test_the_directions_stay_and_their_lengths_come_near_one(
    rng: np.random.Generator, shape: tuple[int, int]
) -> None:
    matrix = rng.normal(size=shape).astype(np.float32)
    got = orthogonalize(torch.from_numpy(matrix)).numpy()
    left, values, right = np.linalg.svd(matrix, full_matrices=False)
    ours = np.diag(left.T @ got @ right.T)
    strong = values > 0.1 * values.max()
    assert ((ours[strong] > 0.5) & (ours[strong] < 1.3)).all()
    off_diagonal = left.T @ got @ right.T - np.diag(ours)
    assert np.abs(off_diagonal).max() < 1e-3, "the same singular vectors"


def test_nothing_stays_nothing() -> None:
    assert not orthogonalize(torch.zeros((4, 9))).any()


def test_a_step_goes_down_every_direction_alike() -> None:
    kernel = torch.nn.Parameter(torch.zeros((2, 1, 1, 2)))
    optimizer = Muon([kernel], learning_rate=0.5)
    # A gradient a hundred times stronger along the first axis than along the second.
    kernel.grad = torch.tensor([[100.0, 0.0], [0.0, 1.0]]).reshape(2, 1, 1, 2)
    optimizer.step()
    moved = -kernel.detach().reshape(2, 2)
    assert float(moved[0, 0]) == pytest.approx(0.5, rel=0.5)
    assert float(moved[1, 1] / moved[0, 0]) > 0.2, "and not a hundredth"
    assert float(moved[0, 1]) == float(moved[1, 0]) == 0


def test_momentum_is_kept_and_looked_ahead_of() -> None:
    kernel = torch.nn.Parameter(torch.zeros((1, 1, 1, 1)))
    optimizer = Muon([kernel], learning_rate=1.0, momentum=0.5)
    for gradient in (1.0, 1.0):
        kernel.grad = torch.full((1, 1, 1, 1), gradient)
        optimizer.step()
    assert float(optimizer.state[kernel]["momentum"]) == 1.5


def test_what_has_no_gradient_stays() -> None:
    kernel = torch.nn.Parameter(torch.ones((2, 2)))
    Muon([kernel], learning_rate=1.0).step()
    assert bool((kernel == 1).all())
