import cv2
import numpy as np
import pytest

from inkdigits import InputError
from inkdigits.data import Dataset, load_dataset
from inkdigits.pages import MadePage, make_page
from inkdigits.reading import ReadPage, read, read_form, read_pages
from inkdigits.reading.rules import Field, Form, Rule
from inkdigits.recognizer import load_recognizer


@pytest.fixture(scope="module")
def hands() -> Dataset:
    return load_dataset("embedded").train


@pytest.fixture(scope="module")
def page(hands: Dataset) -> MadePage:
    return make_page(hands, "plain", 20, ["47110815", "0123", "9876543"])


def texts(page: ReadPage) -> list[str]:
    return [line.text.replace(" ", "") for line in page.lines]


def test_the_numbers_on_a_page_are_read_from_top_to_bottom(page: MadePage) -> None:
    found = read(page.picture)
    assert texts(found) == ["47110815", "0123", "9876543"]
    assert (found.height, found.width) == page.picture.shape[:2]
    for line, made in zip(found.lines, page.lines, strict=True):
        assert np.abs(np.array(line.box) - made.box).max() <= 6
        assert [digit.digit for digit in line.digits] == [digit.label for digit in made.digits]
        assert 0.5 < line.confidence <= 1


@pytest.mark.parametrize("quarter", range(4))
def test_a_page_is_read_whichever_way_up_it_lies(page: MadePage, quarter: int) -> None:
    found = read(np.ascontiguousarray(np.rot90(page.picture, quarter)))
    assert texts(found) == ["47110815", "0123", "9876543"]
    assert found.rotation == 90 * quarter


def test_light_on_dark_is_read_too(page: MadePage) -> None:
    assert texts(read(255 - page.picture)) == ["47110815", "0123", "9876543"]


@pytest.mark.parametrize("times", [0.6, 3.0])
def test_size_does_not_matter(page: MadePage, times: float) -> None:
    method = cv2.INTER_AREA if times < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(page.picture, None, fx=times, fy=times, interpolation=method)
    assert texts(read(np.asarray(scaled, np.uint8))) == ["47110815", "0123", "9876543"]


def test_a_blank_page_says_nothing() -> None:
    noise = np.random.default_rng(0).normal(230, 4, (400, 300))
    found = read(np.clip(noise, 0, 255).astype(np.uint8))
    assert found.lines == ()


def test_a_tiny_picture_is_a_page_too() -> None:
    assert read(np.full((1, 1), 200, np.uint8)).lines == ()


def test_a_digit_has_the_field_that_the_recognizer_was_shown(page: MadePage) -> None:
    digits = [digit for line in read(page.picture).lines for digit in line.digits]
    fields = [digit.field for digit in digits if digit.field is not None]
    assert len(fields) > len(digits) / 2  # the ink of most is their own
    shown = np.stack(fields)
    assert (shown.shape[1:], shown.dtype) == ((28, 28), np.uint8)
    labels = [digit.digit for digit in digits if digit.field is not None]
    assert (load_recognizer().predict(shown) == labels).mean() > 0.9


def test_a_rule_is_kept(page: MadePage) -> None:
    found = read(page.picture, rule=Rule(digits=4))
    assert [line.text for line in found.lines if line.confidence > 0.5] == ["0123"] or all(
        len(line.digits) == 4 for line in found.lines
    )
    listed = read(page.picture, rule=Rule(ids=("47110815", "47110816")))
    assert listed.lines[0].text == "47110815"
    assert listed.lines[0].runner_up is not None
    assert listed.lines[0].runner_up[0] == "47110816"


def test_a_form_has_its_fields_read_and_blank_ones_told(page: MadePage) -> None:
    height, width = page.picture.shape[:2]
    left, top, wide, high = page.lines[1].box
    box = (left - 3, top - 3, wide + 6, high + 6)
    fields = (Field("number", box, Rule(digits=4)), Field("none", (0, 0, 8, 8), None))
    number, none = read_form(page.picture, Form(width, height, fields))
    assert (number.text, number.blank) == ("0123", False)
    assert (none.text, none.blank) == (None, True)


def test_every_step_can_be_watched(page: MadePage) -> None:
    seen: dict[str, tuple[int, ...]] = {}
    read(page.picture, watch=lambda step, picture: seen.update({step: picture.shape}))
    assert list(seen) == ["grey", "ink", "pieces", "strips", "fields"]
    assert seen["ink"] == page.picture.shape[:2]


def test_all_pages_of_a_file_are_read(page: MadePage, tmp_path: "object") -> None:
    from pathlib import Path

    from PIL import Image

    path = Path(str(tmp_path)) / "two.tiff"
    first, second = Image.fromarray(page.picture), Image.new("L", (200, 100), 255)
    first.save(path, save_all=True, append_images=[second])
    assert [len(found.lines) for found in read_pages(path)] == [3, 0]
    assert len(read(path).lines) == 3


def test_what_is_no_picture_is_told() -> None:
    with pytest.raises(InputError, match="none of the formats"):
        read(b"hello")
