import cv2
import numpy as np
import torch

from inkdigits import preprocess
from inkdigits.data import Split
from inkdigits.training.keras_engine._graph import deskew


def test_the_exported_deskew_is_numpys(uci: Split) -> None:
    images = uci.evaluation.images
    ours = deskew(torch.from_numpy(images.astype(np.float32))).numpy()
    np.testing.assert_allclose(ours / 255, preprocess.deskew(images) / 255, atol=1e-4)


def test_ink_at_the_edges_and_no_ink(rng: np.random.Generator) -> None:
    diagonal = 255 * np.eye(28, dtype=np.uint8)
    cut = cv2.warpAffine(diagonal, np.array([[1.0, 0.4, 3], [0, 1, 0]]), (28, 28))
    hard = np.stack([diagonal, diagonal[::-1], cut, np.zeros_like(diagonal)])
    ours = deskew(torch.from_numpy(hard.astype(np.float32))).numpy()
    np.testing.assert_allclose(ours / 255, preprocess.deskew(hard) / 255, atol=1e-4)
    assert not ours[3].any()
