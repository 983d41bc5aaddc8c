import cv2
import numpy as np
import torch
from scipy import ndimage

from inkdigits.data import Split
from inkdigits.training.torch_engine._pixels import (
    center,
    make_ink_bright,
    remove_ground,
    to_inputs,
)


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


def test_a_digit_is_brought_to_the_middle_from_wherever_it_stands(uci: Split) -> None:
    images = uci.evaluation.images
    inside = images[:, 3:-3, 3:-3].sum(axis=(1, 2)) == images.sum(axis=(1, 2))
    images = images[inside]
    assert len(images) > 50
    there = center(as_pixels(images))
    for down, right in ((3, 0), (-2, 2), (0, -3)):
        moved = np.roll(images, (down, right), axis=(1, 2))
        torch.testing.assert_close(center(as_pixels(moved)), there, atol=1e-4, rtol=0)


def test_the_middle_and_the_spread_are_those_of_the_ink(uci: Split) -> None:
    pixels = center(as_pixels(uci.evaluation.images))[:, 0].numpy()
    places = np.arange(28) - 13.5
    mass = pixels.sum(axis=(1, 2))
    x = (pixels.sum(axis=1) * places).sum(axis=1) / mass
    y = (pixels.sum(axis=2) * places).sum(axis=1) / mass
    assert np.abs([x, y]).mean() < 0.4, "faint ink, which does not count, moves it a little"
    spread = np.sqrt(((pixels.sum(axis=1) + pixels.sum(axis=2)) * places**2).sum(axis=1) / mass)
    assert np.median(np.abs(spread - 6.7)) < 0.4


def test_small_and_large_digits_come_out_alike(uci: Split) -> None:
    shrink = cv2.getRotationMatrix2D((13.5, 13.5), 0, 0.75)
    for image in uci.evaluation.images[:20]:
        small = cv2.warpAffine(image, shrink, (28, 28))
        both = center(as_pixels(np.stack([image, small]))).numpy().reshape(2, -1)
        assert np.corrcoef(both)[0, 1] > 0.9
        assert np.corrcoef(both)[0, 1] > np.corrcoef(image.ravel(), small.ravel())[0, 1]


def test_a_field_without_ink_stays_as_it_is() -> None:
    blank = torch.zeros((1, 1, 28, 28))
    assert not center(blank).any()


def test_it_interpolates_as_torch_does(uci: Split) -> None:
    pixels = as_pixels(uci.evaluation.images[:20])
    ink = (pixels - 0.5).clamp(min=0)[:, 0].numpy()
    places = np.arange(28) - 13.5
    mass = ink.sum(axis=(1, 2))
    x = (ink.sum(axis=1) * places).sum(axis=1) / mass
    y = (ink.sum(axis=2) * places).sum(axis=1) / mass
    moments = (ink.sum(axis=1) * (places - x[:, None]) ** 2).sum(axis=1)
    moments += (ink.sum(axis=2) * (places - y[:, None]) ** 2).sum(axis=1)
    scale = np.clip(np.sqrt(moments / mass) / 6.7, 0.6, 1.6)
    matrices = np.zeros((20, 2, 3), np.float32)
    matrices[:, 0, 0] = matrices[:, 1, 1] = scale
    matrices[:, 0, 2], matrices[:, 1, 2] = x / 14, y / 14
    grid = torch.nn.functional.affine_grid(
        torch.from_numpy(matrices), [20, 1, 28, 28], align_corners=False
    )
    expected = torch.nn.functional.grid_sample(pixels, grid, align_corners=False)
    torch.testing.assert_close(center(pixels), expected, atol=1e-4, rtol=0)


def test_the_ground_is_the_smoothed_opening(uci: Split) -> None:
    # By SciPy, step for step, on a picture that is nearly all ground.
    rows = np.arange(28)[:, None] + 2.0 * np.arange(28)[None, :]
    picture = (rows / rows.max() * 0.8).astype(np.float32)
    picture[8:20, 13:15] = 1.0
    half = picture.reshape(14, 2, 14, 2).min(axis=(1, 3))
    opened = ndimage.grey_dilation(
        ndimage.grey_erosion(half, size=(5, 5), mode="nearest"), size=(5, 5), mode="nearest"
    )
    smooth = ndimage.uniform_filter(opened, size=5, mode="nearest")
    floor = ndimage.zoom(smooth, 2, order=1, mode="nearest", grid_mode=True)
    expected = np.maximum(picture - floor, 0)
    expected /= expected.max()
    got = remove_ground(torch.from_numpy(picture)[None, None])[0, 0].numpy()
    # At the edges, the padding comes before the opening here and after it there.
    np.testing.assert_allclose(got[6:-6, 6:-6], expected[6:-6, 6:-6], atol=0.02)
