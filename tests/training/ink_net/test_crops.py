import numpy as np
import pytest

from inkdigits.data import load_dataset
from inkdigits.pages import MadePage, make_page
from inkdigits.training.ink_net._crops import SIDE, cut_crops, join

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def page() -> MadePage:
    """One whose digits are large, so that it can be shown larger than the net is to see."""
    digits = load_dataset("embedded").train
    pages = (make_page(digits, "plain", seed) for seed in range(50))
    return next(page for page in pages if page.lines[0].box[3] > 65)


def test_a_crop_holds_the_page_its_ink_and_whose_it_is(page: MadePage) -> None:
    crops = join([cut_crops(page, np.random.default_rng(seed)) for seed in range(6)])
    count = len(crops)
    for part in (crops.contrast, crops.ink, crops.owners):
        assert part.shape == (count, SIDE, SIDE)
    assert crops.digits.shape == (count, 129, 4)
    written = crops.owners > 0
    assert written.any()
    assert crops.ink[written].mean() > 120
    assert crops.contrast[written & (crops.ink > 200)].mean() < -20, "darker than around it"


def test_the_table_says_where_each_digit_is(page: MadePage) -> None:
    for seed in range(6):
        crops = cut_crops(page, np.random.default_rng(seed))
        for owners, digits in zip(crops.owners, crops.digits, strict=True):
            for number in np.unique(owners[2:-2, 2:-2])[1:]:
                rows, columns = np.nonzero(owners == number)
                edges = columns.min(), rows.min(), SIDE - 1 - columns.max(), SIDE - 1 - rows.max()
                if min(edges) == 0:  # the crop's edge cuts it
                    continue
                x, y, size, label = digits[number]
                middle = (columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2
                assert (x, y) == pytest.approx(middle, abs=3)
                side = max(np.ptp(rows), np.ptp(columns)) + 1
                assert 28 * 2**size == pytest.approx(side, rel=0.15, abs=3)
                assert label in range(10)


def test_digits_too_large_to_be_seen_are_no_ink(page: MadePage) -> None:
    empty = [
        crops
        for crops in (cut_crops(page, np.random.default_rng(seed)) for seed in range(40))
        if not crops.owners.any()
    ]
    assert empty, "a page is also shown too large"
    assert all(crops.ink.max() < 30 for crops in empty)
