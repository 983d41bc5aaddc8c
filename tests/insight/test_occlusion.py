import numpy as np
import pytest

from inkdigits.arrays import Images, Probabilities
from inkdigits.insight._occlusion import occlude


def watch_two_pixels(images: Images) -> Probabilities:
    """Says 3 for ink at (10, 20), and is kept from being sure by ink at (25, 1)."""
    probabilities = np.full((len(images), 10), 0.01, np.float32)
    probabilities[:, 3] = 0.1 + 0.6 * (images[:, 10, 20] > 0) - 0.05 * (images[:, 25, 1] > 0)
    probabilities[:, 8] = 0.92 - probabilities[:, 3]
    return probabilities


def test_the_fall_is_where_the_patch_covers_the_ink_that_counts() -> None:
    field = np.full((28, 28), 200, np.uint8)
    found = occlude(field, watch_two_pixels)
    expected = np.zeros((28, 28))
    expected[7:14, 17:24] = 0.6  # a 7x7 patch lies on (10, 20) from any of these pixels
    expected[22:28, 0:5] = -0.05  # it hangs over the edge here
    np.testing.assert_allclose(found.fall, expected, atol=1e-6)
    assert 7 <= found.row < 14
    assert 17 <= found.column < 24
    assert found.covered.argmax() == 8
    assert found.covered[3] == pytest.approx(0.05)


def test_nothing_changes_where_there_is_no_ink() -> None:
    found = occlude(np.zeros((28, 28), np.uint8), watch_two_pixels)
    assert not found.fall.any()
