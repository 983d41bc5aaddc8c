from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from inkdigits.serving import Settings
from tests.serving.running import running
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
