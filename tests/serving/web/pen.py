"""What a person does with the pad."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tests.serving.web.handwriting import Hand, Points, size_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

Place = tuple[float, float]


def draw(page: "Page", strokes: Sequence[Points], place: Place) -> None:
    """Draw strokes with the mouse, their upper left corner at a place on the pad, in pixels."""
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    left, top = pad["x"] + place[0], pad["y"] + place[1]
    for stroke in strokes:
        (x, y), *rest = stroke.tolist()
        page.mouse.move(left + x, top + y)
        page.mouse.down()
        for x, y in rest:
            page.mouse.move(left + x, top + y)
        page.mouse.up()


def write_number(page: "Page", number: str, hand: Hand, place: Place) -> None:
    """Write digits beside each other."""
    rng = np.random.default_rng(int(number))
    x, y = place
    for char in number:
        strokes = hand.write(int(char), 0, rng)
        draw(page, strokes, (x, y))
        x += size_of(strokes)[0] + hand.height / 4


def room_for(page: "Page", strokes: Sequence[Points]) -> Points:
    """How far right and down the strokes may begin and still be on the pad."""
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    room: Points = np.array([pad["width"], pad["height"]]) - size_of(strokes)
    return room


def answer(page: "Page") -> str:
    """What stands there as read, once the pen has rested and all is read."""
    page.wait_for_selector("#answer[aria-busy=false]")
    return page.locator("#number").get_attribute("data-text") or ""


def clear(page: "Page") -> None:
    """Take a new sheet."""
    if page.locator("#clear").is_enabled():
        page.click("#clear")


def sheet(page: "Page") -> str:
    """The pad as a picture, to be compared."""
    return str(page.locator("#pad").evaluate("pad => pad.toDataURL()"))
