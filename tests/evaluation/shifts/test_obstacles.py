import numpy as np
import pytest

from inkdigits.evaluation import SHIFTS


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2, 0.3])
def test_a_square_of_the_digits_box_is_covered(share: float) -> None:
    full = np.full((500, 28, 28), 255, np.uint8)
    covered = 1 - SHIFTS["occlusion"](full, share) / 255
    assert covered.sum(axis=(1, 2)) == pytest.approx(400 * share, rel=0.01)
    edge = np.sqrt(share) * 20
    for picture in covered:
        assert picture.sum(axis=0).max() == pytest.approx(edge, abs=0.05), "as high"
        assert picture.sum(axis=1).max() == pytest.approx(edge, abs=0.05), "as wide"
    met = (covered > 0).any(axis=0)
    assert not met[:4].any()
    assert not met[24:].any()
    assert met[5:23, 5:23].all(), "every place of the box has its turn"


@pytest.mark.parametrize("width", [0.5, 1, 2, 4])
def test_a_line_of_its_width_runs_from_edge_to_edge(width: float) -> None:
    lines = SHIFTS["line"](np.zeros((100, 28, 28), np.uint8), width)
    for picture in lines:
        sides = picture[0], picture[-1], picture[:, 0], picture[:, -1]
        assert sum(side.any() for side in sides) >= 2
        assert picture[9:19, 9:19].any(), "it passes near the middle"
        # A line that crosses the rows (or the columns) at an angle covers width / cos of each.
        rows, columns = np.nonzero(picture)
        steep = np.ptp(rows) > np.ptp(columns)
        run = np.polyfit(*((rows, columns) if steep else (columns, rows)), 1)[0]
        across = picture.sum(axis=1 if steep else 0)[11:17].mean() / 255
        assert across == pytest.approx(width * np.hypot(1, run), rel=0.15, abs=0.1)


def test_ink_under_the_line_stays() -> None:
    full = np.full((5, 28, 28), 255, np.uint8)
    np.testing.assert_array_equal(SHIFTS["line"](full, 1.5), full)
