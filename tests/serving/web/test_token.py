from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from inkdigits.serving import Settings
from tests.serving.running import running
from tests.serving.web.pen import answer
from tests.serving.web.visits import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOKEN = "let me in & out"


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page of a server that wants a token; not opened yet."""
    with (
        running(Settings(token=TOKEN)) as client,
        visit(browser, str(client.base_url)) as context,
    ):
        yield context.new_page()


def test_who_has_no_token_is_asked_for_it(page: "Page") -> None:
    page.goto("/")
    page.fill("#token", TOKEN)
    page.keyboard.press("Enter")
    page.locator("#model").get_by_text("Read by").wait_for()
    page.reload()  # it is kept while the tab is open
    page.locator("#model").get_by_text("Read by").wait_for()


def test_a_token_in_the_address_is_taken_and_hidden(page: "Page") -> None:
    page.goto("/#token=let%20me%20in%20%26%20out")
    page.locator("#model").get_by_text("Read by").wait_for()
    assert "token" not in page.url


def test_a_wrong_token_is_said_to_be_wrong(page: "Page") -> None:
    page.goto("/")
    page.wait_for_selector("#token-dialog[open]")
    assert page.locator("#token-wrong").is_hidden()
    page.fill("#token", "guessed")
    page.keyboard.press("Enter")
    page.locator("#token-wrong").wait_for()
    assert page.inner_text("#token-wrong") == "That is not this server’s token."
    page.fill("#token", TOKEN)
    page.keyboard.press("Enter")
    page.locator("#model").get_by_text("Read by").wait_for()


def test_who_gives_no_token_is_told_once_and_asked_again_later(page: "Page") -> None:
    page.goto("/")
    page.wait_for_selector("#token-dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("#problem:not([hidden])")
    assert page.inner_text("#problem") == "Without its token this server answers nothing."
    assert page.locator("#token-dialog").is_hidden()
    page.emulate_media(reduced_motion="reduce")
    page.click("#show")
    page.wait_for_selector("#token-dialog[open]")
    page.fill("#token", TOKEN)
    page.keyboard.press("Enter")
    assert len(answer(page)) == 4


def test_a_token_in_a_changed_address_is_taken_too(page: "Page") -> None:
    page.goto("/#read")
    page.wait_for_selector("#token-dialog[open]")
    page.evaluate("location.hash = '#token=let%20me%20in%20%26%20out'")
    page.locator("#model").get_by_text("Read by").wait_for()
    assert page.locator("#read").is_visible()
    assert "token" not in page.url


def test_a_torn_token_in_the_address_is_refused_like_another(page: "Page") -> None:
    page.goto("/#token=%")
    page.locator("#token-wrong").wait_for()
    assert "token" not in page.url
