"""A stroke that something comes between."""

from typing import TYPE_CHECKING

import numpy as np

from tests.serving.web.handwriting import Hand
from tests.serving.web.pen import answer, draw, sheet

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _set_down(page: "Page") -> None:
    """Draw down with the mouse, which stays down."""
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    page.mouse.move(pad["x"] + 200, pad["y"] + 100)
    page.mouse.down()
    page.mouse.move(pad["x"] + 200, pad["y"] + 300, steps=4)


def _wander(page: "Page") -> None:
    """Move the mouse elsewhere on the pad."""
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    page.mouse.move(pad["x"] + 400, pad["y"] + 200, steps=4)


def test_a_cleared_show_stops_and_can_be_asked_for_again(page: "Page") -> None:
    page.click("#show")
    page.click("#clear")
    page.evaluate("new Promise(done => setTimeout(done, 100))")  # a few of the pen's steps
    assert answer(page) == ""
    page.emulate_media(reduced_motion="reduce")
    page.click("#show")
    assert len(answer(page)) == 4


def test_clearing_ends_the_stroke_that_the_mouse_draws(page: "Page") -> None:
    empty = sheet(page)
    page.focus("#pad")
    _set_down(page)
    page.evaluate("document.getElementById('clear').click()")
    _wander(page)
    page.mouse.up()
    assert sheet(page) == empty


def test_undoing_a_stroke_leaves_the_one_before_it_as_it_was(page: "Page") -> None:
    draw(page, Hand(height=200).write(1, 0, np.random.default_rng(0)), (60, 100))
    before = sheet(page)
    _set_down(page)
    page.evaluate("document.getElementById('undo').click()")
    _wander(page)
    page.mouse.up()
    assert sheet(page) == before


def test_two_strokes_at_once_do_not_mix(page: "Page") -> None:
    script = """async () => {
      const {Pad} = await import('/js/pad.js');
      const pad = new Pad(document.createElement('canvas'), () => 7);
      const [one, two] = [pad.begin([0, 0]), pad.begin([9, 9])];
      pad.extend(one, [[1, 1]]);
      pad.extend(two, [[8, 8]]);
      return pad.strokes.map(({points}) => points);
    }"""
    assert page.evaluate(script) == [[[0, 0], [1, 1]], [[9, 9], [8, 8]]]


def test_a_held_space_sets_the_pen_down_once(page: "Page") -> None:
    page.focus("#pad")
    for _ in range(2):  # the second is a repeat
        page.keyboard.down("Space")
    page.keyboard.up("Space")
    for _ in range(14):
        page.keyboard.press("ArrowDown")
    assert answer(page) == "1"


def test_a_mouse_that_is_taken_away_writes_no_more(page: "Page") -> None:
    _set_down(page)
    before = sheet(page)
    page.evaluate("document.getElementById('pad').releasePointerCapture(1)")
    _wander(page)
    assert sheet(page) == before


def test_a_mouse_button_that_was_let_go_unseen_writes_no_more(page: "Page") -> None:
    _set_down(page)
    before = sheet(page)
    script = "pad => pad.dispatchEvent(new PointerEvent('pointermove', {pointerId: 1, buttons: 0}))"
    page.locator("#pad").evaluate(script)
    _wander(page)
    assert sheet(page) == before
