import cv2
import numpy as np

from inkdigits.arrays import FloatArray

_SIDE = 512  # of the large field, in pixels: over 200,000 windows of 28x28


def smooth_windows(
    count: int, shape: tuple[int, ...], sigma: float, rng: np.random.Generator
) -> FloatArray:
    """Smooth random hills and hollows: noise in [-1, 1], blurred by a Gaussian.

    They are windows cut at random out of one large field, drawn anew with each call, which is as
    good as a field for each and a hundred times cheaper.

    Args:
        count: how many.
        shape: (H, W) of each.
        sigma: of the Gaussian, in pixels.
        rng: where the chances come from.

    Returns:
        (count, H, W) float32, mean 0, standard deviation 0.163 / sigma.
    """
    margin = int(np.ceil(3 * sigma))
    raw = rng.uniform(-1, 1, (_SIDE + 2 * margin, _SIDE + 2 * margin)).astype(np.float32)
    large = np.asarray(cv2.GaussianBlur(raw, (0, 0), sigma), np.float32)
    large = large[margin:-margin, margin:-margin]
    windows = np.lib.stride_tricks.sliding_window_view(large, shape[:2])
    rows, columns = rng.integers(0, windows.shape[:2], (count, 2)).T
    signs = rng.choice(np.array([-1, 1], np.float32), (count, 1, 1))
    cut: FloatArray = windows[rows, columns] * signs
    return cut
