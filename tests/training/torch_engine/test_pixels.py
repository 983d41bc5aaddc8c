import numpy as np
import torch

from inkdigits.data import Split
from inkdigits.training.torch_engine._pixels import make_ink_bright, remove_ground, to_inputs


def as_pixels(images: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(images.astype(np.float32) / 255)[:, None]


def slope(height: float) -> np.ndarray:
    rows = np.linspace(0, height, 28, dtype=np.float32)
    return np.broadcast_to(rows[:, None], (28, 28))


def test_inputs_are_twice_the_ink_less_a_quarter() -> None:
    images = torch.tensor([[[0, 255]]], dtype=torch.uint8)
    assert to_inputs(images, normalize=False).tolist() == [[[[-0.25, 1.75]]]]


def test_a_black_ground_is_left_as_it_is(uci: Split) -> None:
    pixels = as_pixels(uci.evaluation.images[:100])
    changed = remove_ground(pixels) - pixels / pixels.amax(dim=(2, 3), keepdim=True)
    assert float(changed.abs().mean()) < 0.01


def test_a_sloping_ground_goes(uci: Split) -> None:
    clean = as_pixels(uci.evaluation.images[:100])
    clean = clean / clean.amax(dim=(2, 3), keepdim=True)
    dirty = clean * 0.5 + torch.from_numpy(slope(0.4).copy()) * (1 - clean * 0.5)
    before = float((dirty - clean).abs().mean())
    after = float((remove_ground(dirty) - clean).abs().mean())
    assert after < 0.5 * before


def test_what_has_no_ink_gets_none() -> None:
    blank = torch.zeros((1, 1, 28, 28))
    flat = torch.full((1, 1, 28, 28), 0.6)
    assert not remove_ground(blank).any()
    assert float(remove_ground(flat).abs().max()) < 1e-5


def test_faint_ink_is_stretched_and_faint_noise_is_not(rng: np.random.Generator) -> None:
    faint = torch.zeros((1, 1, 28, 28))
    faint[:, :, 5:20, 13:15] = 0.2
    assert float(remove_ground(faint).max()) == 1
    noise = torch.from_numpy(rng.uniform(0, 0.03, (1, 1, 28, 28)).astype(np.float32))
    assert float(remove_ground(noise).max()) <= 0.03 / 0.15 + 1e-6


def test_dark_ink_is_made_bright_and_bright_ink_left(uci: Split) -> None:
    pixels = as_pixels(uci.evaluation.images)
    assert torch.equal(make_ink_bright(pixels), pixels)
    torch.testing.assert_close(make_ink_bright(1 - pixels), pixels, atol=1e-6, rtol=0)


def test_one_bright_side_is_not_taken_for_paper() -> None:
    pixels = torch.zeros((1, 1, 28, 28))
    pixels[..., :10] = 1
    assert torch.equal(make_ink_bright(pixels), pixels)
