from dataclasses import replace

import numpy as np
import pytest

from inkdigits.arrays import Uint8Array
from inkdigits.reading import classify
from inkdigits.reading._page import Box, ReadDigit, ReadLine, ReadPage, RejectedInk, around
from inkdigits.reading.annotation import annotate
from inkdigits.reading.annotation._label_places import overlap, place_labels

PAPER = 240
SURE, DOUBTFUL = (0, 114, 178), (213, 94, 0)
SPARE = np.full(10, 0.1, np.float32)


def read_line(text: str, left: int, top: int, confidences: dict[int, float]) -> ReadLine:
    """Digits of 30×40 pixels, 45 apart; the confidence of those at some places is given."""
    digits = tuple(
        ReadDigit(int(sign), confidences.get(i, 0.99), (left + 45 * i, top, 30, 40), SPARE)
        for i, sign in enumerate(text)
    )
    confidence = float(np.prod([digit.confidence for digit in digits]))
    return ReadLine(text, confidence, around([digit.box for digit in digits]), digits)


@pytest.fixture
def page() -> ReadPage:
    lines = read_line("0123456", 60, 80, {}), read_line("789", 60, 220, {1: 0.4})
    return ReadPage(500, 400, "model", lines, (RejectedInk((350, 300, 90, 50), "a word"),))


@pytest.fixture
def picture(page: ReadPage, rng: np.random.Generator) -> Uint8Array:
    """Noise where the writing is, paper elsewhere."""
    picture = np.full((page.height, page.width, 3), PAPER, np.uint8)
    for left, top, width, height in boxes(page):
        picture[top : top + height, left : left + width] = rng.integers(
            0, 255, (height, width, 3), np.uint8
        )
    return picture


def boxes(page: ReadPage) -> list[Box]:
    return [digit.box for line in page.lines for digit in line.digits]


def inside(picture: Uint8Array, box: Box, edge: int) -> Uint8Array:
    left, top, width, height = box
    return picture[top + edge : top + height - edge, left + edge : left + width - edge]


def has(picture: Uint8Array, colour: tuple[int, int, int]) -> np.ndarray:
    return (picture == np.array(colour, np.uint8)).all(axis=-1)


def turned(page: ReadPage, quarter: int) -> ReadPage:
    """The page as a camera turned by quarters, counter-clockwise, would have shown it."""
    if quarter == 0:
        return page

    def turn(box: Box) -> Box:
        left, top, width, height = box
        return top, page.width - left - width, height, width

    lines = tuple(
        replace(
            line,
            box=turn(line.box),
            digits=tuple(replace(digit, box=turn(digit.box)) for digit in line.digits),
        )
        for line in page.lines
    )
    rejected = tuple(replace(ink, box=turn(ink.box)) for ink in page.rejected)
    once = ReadPage(page.height, page.width, page.model, lines, rejected, page.rotation + 90)
    return turned(once, quarter - 1)


def test_the_picture_keeps_its_size_and_the_writing_stays_uncovered(
    page: ReadPage, picture: Uint8Array
) -> None:
    before = picture.copy()
    drawn = annotate(picture, page)
    assert (drawn.shape, drawn.dtype) == (picture.shape, np.uint8)
    np.testing.assert_array_equal(picture, before)
    for box in boxes(page):
        np.testing.assert_array_equal(inside(drawn, box, 1), inside(picture, box, 1))
        assert not np.array_equal(inside(drawn, box, 0), inside(picture, box, 0))


def test_what_is_sure_has_a_solid_box_and_what_is_doubtful_another_colour_and_dashes(
    page: ReadPage, picture: Uint8Array
) -> None:
    drawn = annotate(picture, page)
    first, doubtful = page.lines[0].digits[0].box, page.lines[1].digits[1].box
    assert has(drawn, SURE)[first[1], first[0] : first[0] + first[2]].all()
    edge = has(drawn, DOUBTFUL)[doubtful[1], doubtful[0] : doubtful[0] + doubtful[2]]
    assert edge.any()
    assert not edge.all()
    # A line is as doubtful as its number: its frame begins left of the first digit.
    assert has(drawn, SURE)[80:120, 50:60].any()
    assert has(drawn, DOUBTFUL)[220:260, 50:60].any()
    assert not has(drawn, SURE)[220:260, 50:60].any()


def test_the_least_confidence_decides_what_is_doubtful(page: ReadPage, picture: Uint8Array) -> None:
    assert not has(annotate(picture, page, min_confidence=0.3), DOUBTFUL).any()
    assert not has(annotate(picture, page, min_confidence=0.999), SURE).any()


@pytest.mark.parametrize("digit", range(10))
def test_the_label_says_the_digit(digit: int) -> None:
    line = read_line(str(digit), 60, 80, {})
    blank = np.full((200, 150), PAPER, np.uint8)
    drawn = annotate(blank, ReadPage(150, 200, "model", (line,), ()))
    label = drawn[45:78, 62:88]
    assert classify(np.ascontiguousarray(label.min(axis=2))).digit == digit


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_labels_stand_upright_for_who_reads_the_digits(
    page: ReadPage, picture: Uint8Array, quarter: int
) -> None:
    drawn = annotate(np.ascontiguousarray(np.rot90(picture, quarter)), turned(page, quarter))
    np.testing.assert_array_equal(drawn, np.rot90(annotate(picture, page), quarter))


def test_rejected_ink_has_a_faint_dotted_box(page: ReadPage, picture: Uint8Array) -> None:
    drawn = annotate(picture, page)
    edge = drawn[300, 350:440]
    marked = (edge != PAPER).any(axis=-1)
    assert 0.2 < marked.mean() < 0.7
    assert edge[marked].min() >= 120
    np.testing.assert_array_equal(inside(drawn, (350, 300, 90, 50), 2), PAPER)


def test_a_page_without_digits_stays_as_it_is(picture: Uint8Array) -> None:
    np.testing.assert_array_equal(annotate(picture, ReadPage(500, 400, "m", (), ())), picture)
    grey = np.full((5, 9), 7, np.uint8)
    assert annotate(grey, ReadPage(9, 5, "model", (), ())).tolist() == [[[7, 7, 7]] * 9] * 5


def test_a_picture_cut_close_gets_a_margin_for_its_labels(rng: np.random.Generator) -> None:
    line = read_line("12345", 0, 0, {})
    picture = rng.integers(0, 255, (40, 210), np.uint8)
    drawn = annotate(picture, ReadPage(210, 40, "model", (line,), ()))
    height, width = drawn.shape[:2]
    assert width == 210
    assert 60 <= height < 80
    for box in boxes(ReadPage(210, 40, "model", (line,), ())):
        left, top, wide, high = box
        lower = inside(drawn, (left, top + height - 40, wide, high), 1)
        np.testing.assert_array_equal(lower[..., 0], inside(picture, box, 1))


def test_a_small_picture_is_enlarged_so_that_its_labels_can_be_read() -> None:
    digits = tuple(ReadDigit(3, 0.99, (10 + 9 * i, 14, 6, 8), SPARE) for i in range(4))
    line = ReadLine("3333", 0.96, around([digit.box for digit in digits]), digits)
    drawn = annotate(np.full((30, 60), PAPER, np.uint8), ReadPage(60, 30, "model", (line,), ()))
    assert drawn.shape == (120, 240, 3)
    labels = has(drawn, SURE)[30:54, 40:64]
    assert np.ptp(labels.nonzero()[0]) >= 8


def test_lines_of_digits_one_under_another_keep_their_labels_off_each_other() -> None:
    rows = [[(left, top, 20, 30) for left in range(20, 200, 25)] for top in range(40, 400, 48)]
    taken = [box for row in rows for box in row]
    for row in rows:
        places = place_labels(row, 0.78, taken, (220, 420))
        assert places.height >= 0.28 * 30
        for label in places.boxes:
            assert sum(overlap(label, box) for box in taken) == 0
            assert overlap(label, (0, 0, 220, 420)) == label[2] * label[3]
        taken.extend(places.boxes)


def test_labels_go_below_where_something_stands_above() -> None:
    digits = [(20, 40, 20, 30), (60, 40, 20, 30)]
    word = (10, 0, 80, 38)
    places = place_labels(digits, 0.78, [*digits, word], (100, 120))
    assert [box[1] > 70 for box in places.boxes] == [True, True]
    assert place_labels([], 0.78, [word], (100, 120)).boxes == ()


def test_overlap_counts_shared_pixels() -> None:
    one = np.zeros((20, 20), bool)
    other = one.copy()
    one[3:10, 2:9], other[5:15, 6:18] = True, True
    assert overlap((2, 3, 7, 7), (6, 5, 12, 10)) == (one & other).sum()
    assert overlap((0, 0, 5, 5), (5, 0, 5, 5)) == 0
