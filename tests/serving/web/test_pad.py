from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from inkdigits.arrays import Uint8Array
from inkdigits.data import load_dataset
from tests.serving.web.handwriting import Hand, Points, some_hand
from tests.serving.web.pen import answer, clear, draw, room_for, write_number

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SIZES = (60, 110, 170, 240, 330, 420)  # pixels high, on a pad of 504
PENS = ("Fine", "Medium", "Broad")


def _choose_pen(page: "Page", name: str) -> None:
    page.get_by_label(name, exact=True).check(force=True)


def _pen_for(height: float, turn: int) -> str:
    """A pen with which a digit of this height has room for its holes."""
    return PENS[turn % (1 + (height > 100) + (height > 160))]


@pytest.mark.parametrize(
    "sizes", [SIZES[::3], pytest.param(SIZES, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_draws_of_every_digit_size_place_and_pen_are_read(
    page: "Page", sizes: Sequence[float]
) -> None:
    rng = np.random.default_rng(20261121)
    wrong = []
    for digit in range(10):
        for turn, height in enumerate(sizes):
            clear(page)
            strokes = some_hand(height, rng).write(digit, turn, rng)
            _choose_pen(page, pen := _pen_for(height, digit + turn))
            place = rng.random(2) * (room_for(page, strokes) - 20) + 10
            draw(page, strokes, (place[0], place[1]))
            if (read := answer(page)) != str(digit):
                wrong.append(f"{digit}, {height} pixels, {pen}: {read}")
    assert len(wrong) <= 0.04 * 10 * len(sizes), wrong


def test_a_number_is_read_as_one(page: "Page") -> None:
    write_number(page, "20473", Hand(height=110, slant=0.1), (60, 150))
    assert answer(page) == "20473"
    assert "sure of it all" in page.inner_text("#verdict")
    assert page.locator("#pad-boxes rect").count() == 5


def test_plain_strokes_are_ones(page: "Page") -> None:
    write_number(page, "111", Hand(height=150, slant=0.1), (100, 150))
    assert answer(page) == "111"


def test_two_rows_are_two_numbers(page: "Page") -> None:
    write_number(page, "316", Hand(height=110), (60, 60))
    write_number(page, "8405", Hand(height=110), (90, 300))
    assert answer(page) == "316 8405"


def test_bars_and_field_move_while_one_draws(page: "Page") -> None:
    strokes = Hand(height=250).write(7, 0, np.random.default_rng(0))
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    x, y = pad["x"] + 100, pad["y"] + 100
    page.mouse.move(x, y)
    page.mouse.down()
    for dx, dy in strokes[0].tolist():
        page.mouse.move(x + dx, y + dy)
    page.locator("#bars .first").wait_for()  # the pen is still down
    assert 20 < np.count_nonzero(_pixels(page.locator("#field"))[..., 0]) < 400
    page.mouse.up()
    assert answer(page) == "7"


def test_a_scribble_is_no_digit(page: "Page") -> None:
    rng = np.random.default_rng(3)
    draw(page, [rng.random((40, 2)) * 250], (150, 100))
    assert answer(page) == "?"
    assert page.inner_text("#verdict") == "That is no digit I know."
    assert "looks like no digit" in page.inner_text("#why").lower()


def test_undo_takes_back_a_stroke_and_a_clearing(page: "Page") -> None:
    rng = np.random.default_rng(0)
    write_number(page, "17", Hand(height=200), (80, 120))
    assert answer(page) == "17"
    page.click("#undo")
    assert answer(page) == "1"
    page.click("#clear")
    assert answer(page) == ""
    page.click("#undo")
    assert answer(page) == "1"
    draw(page, Hand(height=200).write(7, 0, rng), (300, 120))
    assert answer(page) == "17"


def test_a_digit_is_written_by_keyboard(page: "Page") -> None:
    page.focus("#pad")
    press = page.keyboard.press
    press("Space")
    for _ in range(14):
        press("ArrowDown")
    press("Space")
    assert answer(page) == "1"
    press("Control+z")
    assert answer(page) == ""


def test_a_shown_number_is_read(page: "Page") -> None:
    page.emulate_media(reduced_motion="reduce")
    page.click("#show")
    assert len(answer(page)) == 4


def test_corrections_are_saved_as_digits_to_train_on(page: "Page", tmp_path: Path) -> None:
    draw(page, Hand(height=250).write(1, 1, np.random.default_rng(0)), (250, 120))
    assert answer(page) == "1"
    page.get_by_role("button", name="7:").click()
    assert page.inner_text("#verdict") == "Noted: a 7."
    with page.expect_download() as download:
        page.click("#labelled-save")
    download.value.save_as(path := tmp_path / "labelled.csv")
    kept = load_dataset(path).train
    assert kept.labels is not None
    assert kept.labels.tolist() == [7]
    assert 20 < np.count_nonzero(kept.images[0]) < 300
    page.get_by_role("button", name="7:").click()  # and taken back
    assert page.locator("#labelled").is_hidden()


def test_the_net_lights_up_inside(page: "Page") -> None:
    page.get_by_text("Look inside the net").click()
    draw(page, _eight(), (250, 120))
    assert answer(page) == "8"
    page.locator("#maps canvas").first.wait_for()
    before = _light(page)
    page.click("#clear")
    draw(page, Hand(height=250).write(1, 0, np.random.default_rng(0)), (300, 120))
    assert answer(page) == "1"
    assert _light(page) != before


def _eight() -> list[Points]:
    return Hand(height=250).write(8, 0, np.random.default_rng(0))


def _light(page: "Page") -> list[int]:
    return [int(_pixels(maps)[..., 3].sum()) for maps in page.locator("#maps canvas").all()]


def _pixels(canvas: "Locator") -> Uint8Array:
    """(height * width, 4), red, green, blue and alpha."""
    script = "c => [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data]"
    return np.array(canvas.evaluate(script), np.uint8).reshape(-1, 4)
