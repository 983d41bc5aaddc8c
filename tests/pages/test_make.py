import cv2
import numpy as np
import pytest

from inkdigits.data import Dataset, load_dataset
from inkdigits.pages import CATEGORIES, MadePage, make_page
from inkdigits.pages._truth import warped_box
from inkdigits.reading import classify_all


@pytest.fixture(scope="module")
def hands() -> Dataset:
    return load_dataset("embedded").train


def crops(page: MadePage, margin: float = 0.15) -> list[np.ndarray]:
    """Each digit by itself."""
    gray = cv2.cvtColor(page.picture, cv2.COLOR_RGB2GRAY)
    cut = []
    for digit in (digit for line in page.lines for digit in line.digits):
        left, top, width, height = digit.box
        around = round(margin * max(width, height))
        rows = slice(max(0, top - around), top + height + around)
        cut.append(gray[rows, max(0, left - around) : left + width + around])
    return cut


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_seed_makes_one_page(hands: Dataset, category: str) -> None:
    once, again, other = (make_page(hands, category, seed) for seed in (3, 3, 4))
    assert np.array_equal(once.picture, again.picture)
    assert once.to_json() == again.to_json()
    assert once.to_json() != other.to_json()
    least, most = CATEGORIES[category].lines
    assert least <= len(once.lines) <= most


def test_what_is_wanted_is_written(hands: Dataset) -> None:
    page = make_page(hands, "photo", 0, ["4711", "08"])
    assert [line.text for line in page.lines] == ["4711", "08"]
    first, second = (line.box for line in page.lines)
    assert first[1] + first[3] <= second[1] + second[3]


def test_the_boxes_hold_the_digits_that_they_say(hands: Dataset) -> None:
    # The bundled recognizer never saw these hands nor this drawing, and still reads them.
    pages = [make_page(hands, "plain", seed) for seed in range(6)]
    cut = [crop for page in pages for crop in crops(page)]
    labels = [digit.label for page in pages for line in page.lines for digit in line.digits]
    right = [answer.digit == label for answer, label in zip(classify_all(cut), labels, strict=True)]
    assert np.mean(right) > 0.9


def test_a_page_on_its_side_has_its_boxes_there_too(hands: Dataset) -> None:
    turned = [make_page(hands, "sideways", seed) for seed in range(8)]
    assert {page.quarter for page in turned} > {0}
    for page in turned:
        height, width = page.picture.shape[:2]
        upright = page.quarter % 2 == 0
        for line in page.lines:
            left, top, wide, high = line.box
            assert min(left, top) >= -8
            assert left + wide <= width + 8
            assert top + high <= height + 8
            assert (wide > high) == upright, "numbers of four digits and more are wider than high"


def test_a_box_goes_where_the_page_goes(rng: np.random.Generator) -> None:
    matrix = np.eye(3) + rng.normal(0, 0.001, (3, 3)) * [[1, 1, 1e3], [1, 1, 1e3], [0.01, 0.01, 0]]
    points = rng.uniform(0, 500, (40, 2))
    moved = cv2.perspectiveTransform(points[None], matrix)[0]
    left, top, width, height = warped_box(points, matrix)
    assert left <= moved[:, 0].min() < left + 1
    assert top <= moved[:, 1].min() < top + 1
    assert 0 < left + width - moved[:, 0].max() <= 2
    assert 0 < top + height - moved[:, 1].max() <= 2


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_maps_know_digits_from_all_else(hands: Dataset, category: str) -> None:
    for seed in range(6):
        page = make_page(hands, category, seed)
        assert page.ink.shape == page.owners.shape == page.picture.shape[:2]
        digits = [digit for line in page.lines for digit in line.digits]
        near = np.zeros(page.ink.shape, bool)
        for number, digit in enumerate(digits, 1):
            left, top, width, height = digit.box
            rows, columns = (
                slice(max(0, a - 2), a + b + 3) for a, b in ((top, height), (left, width))
            )
            near[rows, columns] = True
            rows_of, columns_of = np.nonzero((page.owners == number) & (page.ink > 100))
            if len(rows_of):  # unless its neighbour covers it
                assert top - 2 <= rows_of.min() <= rows_of.max() <= top + height + 2
                assert left - 2 <= columns_of.min() <= columns_of.max() <= left + width + 2
        assert page.ink[~near].max(initial=0) < 128, "words, ticks and lines are no digits"
        assert len(np.unique(page.owners)) - 1 >= 0.9 * len(digits)


def test_pages_to_train_on_are_of_every_kind(hands: Dataset) -> None:
    pages = [make_page(hands, "any", seed) for seed in range(24)]
    assert {page.quarter for page in pages} >= {0, 2, 3}
    counts = [sum(len(line.digits) for line in page.lines) for page in pages]
    assert min(counts) == 1
    assert max(counts) > 30
    tall = [max(max(line.box[2:]) for line in page.lines) for page in pages]
    assert min(tall) < 60
    light = [float(np.median(page.picture)) for page in pages]
    assert min(light) < 40
    assert max(light) > 200
    assert max(page.picture.size / 3 for page in pages) < 6e6


def test_wanted_numbers_stand_on_any_page(hands: Dataset) -> None:
    for seed in range(5):
        page = make_page(hands, "any", seed, ["123456789012", "5"])
        assert [line.text for line in page.lines] == ["123456789012", "5"]
