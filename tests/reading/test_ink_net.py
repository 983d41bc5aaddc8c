import numpy as np
import pytest

from inkdigits.data import load_dataset
from inkdigits.pages import make_page
from inkdigits.reading import InkNet
from inkdigits.reading._ink_net import _part


@pytest.mark.parametrize(("rows", "most", "count"), [(1096, 2, 2), (1096, 16, 3), (600, 2, 1)])
def test_a_page_is_parted_into_bands_that_are_worth_a_thread(
    rows: int, most: int, count: int
) -> None:
    bands = _part(rows, most)
    assert len(bands) == count
    assert [row for start, stop in bands for row in range(start, stop)] == list(range(rows))
    assert all(start % 8 == 0 for start, _ in bands)


def test_bands_say_what_the_whole_page_says() -> None:
    page = make_page(load_dataset("embedded").train, "photo", 3)
    large, small = page.picture[:901, :700, 0].copy(), page.picture[:100, :133, 0].copy()
    whole = InkNet(threads=1).find([large, small])
    parted = InkNet(threads=2).find([large, small])
    assert whole[0].ink.shape == (901, 700)
    assert whole[0].ink.max() > 0.9
    for one, other in zip(whole, parted, strict=True):
        for name in ("contrast", "ink", "centers", "sizes", "digits"):
            ours, theirs = getattr(one, name), getattr(other, name)
            assert ours.shape == theirs.shape
            assert np.abs(ours - theirs).max() < 1e-4, name
