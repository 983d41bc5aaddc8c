import cv2
import numpy as np

from inkdigits.preprocess.augment._tiles import blocks, filter_tiles


def test_blocks_cover_everything_once() -> None:
    for count in (0, 1, 1024, 1025, 3000):
        covered = [place for block in blocks(count) for place in range(count)[block]]
        assert covered == list(range(count))


def test_many_at_once_are_as_each_alone(rng: np.random.Generator) -> None:
    images = rng.integers(0, 256, (1100, 28, 28), np.uint8)
    filtered = filter_tiles(
        images, 2, lambda canvas: np.asarray(cv2.blur(canvas, (5, 5)), np.uint8)
    )
    for place in (0, 1, 1023, 1024, 1099):
        alone = cv2.blur(images[place], (5, 5), borderType=cv2.BORDER_REPLICATE)
        assert np.array_equal(filtered[place], alone)
