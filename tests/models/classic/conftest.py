import numpy as np
import pytest

from inkdigits.arrays import FloatArray, Labels
from inkdigits.data import Split


@pytest.fixture(scope="session")
def rows(uci: Split) -> tuple[FloatArray, Labels, FloatArray]:
    """600 real digits as rows in [0, 1], their labels, and 200 other digits."""
    assert uci.train.labels is not None
    pixels = uci.train.images.reshape(-1, 784).astype(np.float32) / 255
    return pixels[:600], uci.train.labels[:600], pixels[600:800]
