"""The same ink is kept once, with what was said of it last."""

from typing import TYPE_CHECKING

import numpy as np

from inkdigits.examples import example_pages
from tests.serving.web.handwriting import Hand
from tests.serving.web.pen import answer, draw, write_number

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTEBOOK = example_pages()[1].path


def _kept(page: "Page") -> list[str]:
    return page.locator("#labelled-list li").all_inner_texts()


def _say(page: "Page", digit: int) -> None:
    page.locator("#bars").get_by_role("button", name=f"{digit}:").click()


def test_a_page_that_is_read_again_keeps_its_digits_once(page: "Page") -> None:
    page.goto("/#read")
    page.set_input_files("#file", NOTEBOOK)
    page.wait_for_selector("article.page")
    page.locator(".digits button").first.press("4")
    page.get_by_text("What is known of the numbers").click()
    page.locator("article.page").evaluate("page => page.id = 'old'")
    page.get_by_role("button", name="Read again").click()
    page.wait_for_selector("#old", state="detached")
    page.locator(".digits button").first.press("5")
    assert _kept(page) == ["5"]


def test_ink_that_became_another_digit_is_kept_once(page: "Page") -> None:
    first, bar = Hand(height=250).write(7, 1, np.random.default_rng(0))
    draw(page, [first], (200, 120))
    answer(page)
    _say(page, 1)
    draw(page, [bar], (200, 120))
    assert answer(page) == "7"
    _say(page, 7)
    assert _kept(page) == ["7"]


def test_what_the_reader_sees_otherwise_is_kept_once(page: "Page") -> None:
    script = """async () => {
      const {makeLabels} = await import('/js/labels.js');
      const labels = makeLabels();
      const field = btoa('\\0'.repeat(784)), strokes = [{id: 0}, {id: 1}];
      const group = {name: '0,1', box: [0, 0, 90, 50], field, strokes};
      const read = [0, 40].map(x => ({name: `0,1 at ${x}`, box: [x, 0, 50, 50], field, strokes}));
      labels.set(group, 3, [group]);
      read.forEach((digit, i) => labels.set(digit, i, read));
      return [group, ...read].map(labels.get);
    }"""
    assert page.evaluate(script) == [None, 0, 1]
    assert _kept(page) == ["0", "1"]


def test_other_ink_is_kept_beside_it(page: "Page") -> None:
    write_number(page, "17", Hand(height=200), (80, 120))
    assert answer(page) == "17"
    _say(page, 7)
    page.click("#clear")
    write_number(page, "17", Hand(height=200), (80, 120))
    assert answer(page) == "17"
    _say(page, 1)
    assert _kept(page) == ["7", "1"]
