import numpy as np
import pytest

from inkdigits.preprocess.augment._smooth import smooth_windows


@pytest.mark.parametrize("sigma", [2.0, 4.0, 6.0])
def test_spread_and_smoothness_follow_from_sigma(sigma: float, rng: np.random.Generator) -> None:
    windows = smooth_windows(2000, (28, 20), sigma, rng)
    assert windows.shape == (2000, 28, 20)
    assert windows.dtype == np.float32
    assert windows.std() == pytest.approx(0.163 / sigma, rel=0.08)
    # Two pixels d apart correlate by exp(-d² / 4σ²) after a Gaussian of σ.
    d = 4
    near, far = windows[:, :-d].ravel(), windows[:, d:].ravel()
    assert np.corrcoef(near, far)[0, 1] == pytest.approx(np.exp(-(d**2) / (4 * sigma**2)), abs=0.05)
