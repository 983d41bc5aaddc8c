import cv2
import numpy as np
import pytest

from inkdigits.data import load_dataset
from inkdigits.pages import MadePage, make_page
from inkdigits.reading import DIGIT_HEIGHT, STRIP_HEIGHT, find_strips
from inkdigits.reading._ink_net import Traces, load_ink_net
from inkdigits.reading._pieces import Piece
from inkdigits.reading._pyramid import Found, Looks
from inkdigits.reading._strip import cut_strip


@pytest.fixture(scope="module")
def page() -> MadePage:
    return make_page(load_dataset("embedded").train, "plain", 20, ["47110815", "0123", "9876543"])


def middles(page: MadePage, line: int) -> np.ndarray:
    boxes = np.array([digit.box for digit in page.lines[line].digits], np.float64)
    return boxes[:, :2] + boxes[:, 2:] / 2


def test_a_row_is_level_whole_and_of_one_size(page: MadePage) -> None:
    strips = find_strips(page.picture[..., 0].copy(), 0, load_ink_net())
    assert len(strips) == 3
    for number, strip in enumerate(strips):
        x, y = strip.from_page(middles(page, number)).T
        width = strip.channels.shape[2]
        assert strip.channels.shape[:2] == (2, STRIP_HEIGHT)
        assert np.abs(y - STRIP_HEIGHT / 2).max() < 5
        assert x[0] == pytest.approx(1.4 * DIGIT_HEIGHT, rel=0.15), "as much is seen on either side"
        assert width - x[-1] == pytest.approx(1.4 * DIGIT_HEIGHT, rel=0.15)
        columns = np.rint(x).astype(int)
        assert strip.channels[1][:, columns].max(axis=0).min() > 0.4, "there is ink at every digit"
        assert strip.channels[1][:, : DIGIT_HEIGHT // 2].max() < 0.3, "and none before the first"
        inked = strip.channels[1] > 0.7
        assert strip.channels[0][inked].mean() < strip.channels[0][~inked].mean() - 1, "it is dark"


def test_places_lead_to_the_page_and_back(page: MadePage) -> None:
    strip = find_strips(page.picture[..., 0].copy(), 0, load_ink_net())[1]
    places = np.array([[0.0, 0.0], [31.5, 20.0], [100.0, 40.0]])
    assert np.abs(strip.from_page(strip.on_page(places)) - places).max() < 1e-9


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_row_looks_alike_whichever_way_its_page_lies(page: MadePage, quarter: int) -> None:
    gray = page.picture[..., 0]
    upright = find_strips(gray.copy(), 0, load_ink_net())
    turned = find_strips(np.rot90(gray, quarter).copy(), quarter, load_ink_net())
    for one, other in zip(upright, turned, strict=True):
        width = min(one.channels.shape[2], other.channels.shape[2])
        assert abs(one.channels.shape[2] - other.channels.shape[2]) < 12
        alike = np.corrcoef(
            one.channels[1, 4:-4].max(axis=0)[:width], other.channels[1, 4:-4].max(axis=0)[:width]
        )
        assert alike[0, 1] > 0.6


def test_rows_that_fall_are_made_level() -> None:
    page = make_page(load_dataset("embedded").train, "plain", 20, ["40178236"])
    height, width = page.picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -9, 1.0)
    gray = cv2.warpAffine(page.picture[..., 0], turn, (width, height), borderValue=245)
    (strip,) = find_strips(np.asarray(gray, np.uint8), 0, load_ink_net())
    places = np.column_stack([middles(page, 0), np.ones(8)]) @ turn.T
    assert np.abs(strip.from_page(places)[:, 1] - STRIP_HEIGHT / 2).max() < 6


@pytest.mark.parametrize("quarter", range(4))
@pytest.mark.parametrize("angle", [0.0, -11.0])
def test_every_pixel_comes_from_its_place(quarter: int, angle: float) -> None:
    """The page's maps say where each of their pixels is."""
    scale, height, width = 1.5, 180, 200
    rows, columns = np.mgrid[:height, :width].astype(np.float32) + 0.5
    cells = np.zeros((10, 1, 1), np.float32)
    for number, truth in enumerate((columns, rows)):
        # Contrast is clipped, so both maps are the one that is looked at.
        traces = Traces(truth, truth, cells[:2], cells[0], cells)
        page = (round(scale * width), round(scale * height))
        piece = Piece(np.full((16, 12), 255, np.uint8), 90, 80, 16.0, 0.9, cells[:, 0, 0])
        found = Found(piece, scale, (135, 120, 18, 24))
        strip = cut_strip([found], Looks(page, [found], {scale: traces}), quarter, angle)
        y, x = np.mgrid[:STRIP_HEIGHT, : strip.channels.shape[2]] + 0.5
        places = strip.on_page(np.column_stack([x.ravel(), y.ravel()]))
        wanted = places[:, number].reshape(x.shape) / scale
        assert np.abs(strip.channels[1] - wanted).max() < 1e-2
