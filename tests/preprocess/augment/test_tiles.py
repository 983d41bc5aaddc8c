import cv2
import numpy as np
import pytest

from inkdigits.preprocess.augment._tiles import blocks, filter_tiles


def test_blocks_cover_everything_once() -> None:
    for count in (0, 1, 1024, 1025, 3000):
        images = np.empty((count, 28, 28), np.uint8)
        covered = [place for block in blocks(images) for place in range(count)[block]]
        assert covered == list(range(count))


@pytest.mark.parametrize(
    ("shape", "most"), [((28, 28), 1024), ((56, 56), 256), ((100, 4), 321), ((2000, 2000), 1)]
)
def test_large_pictures_come_fewer_at_a_time(shape: tuple[int, int], most: int) -> None:
    # As many pixels as 1,024 pictures of 28×28 have, and no more than 32,767 rows with two more
    # for each.
    images = np.broadcast_to(np.uint8(0), (most + 1, *shape))
    assert list(blocks(images)) == [slice(0, most), slice(most, most + 1)]


def test_many_at_once_are_as_each_alone(rng: np.random.Generator) -> None:
    images = rng.integers(0, 256, (1100, 28, 28), np.uint8)
    filtered = filter_tiles(
        images, 2, lambda canvas: np.asarray(cv2.blur(canvas, (5, 5)), np.uint8)
    )
    for place in (0, 1, 1023, 1024, 1099):
        alone = cv2.blur(images[place], (5, 5), borderType=cv2.BORDER_REPLICATE)
        assert np.array_equal(filtered[place], alone)
