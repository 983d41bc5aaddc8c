from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from inkdigits.serving import Settings
from tests.serving.running import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOKEN = "let me in & out"


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page of a server that wants a token; not opened yet."""
    with running(Settings(token=TOKEN)) as client:
        context = browser.new_context(base_url=str(client.base_url))
        yield context.new_page()
        context.close()


def test_who_has_no_token_is_asked_for_it(page: "Page") -> None:
    page.goto("/")
    page.fill("#token", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Read by")
    page.reload()  # it is kept while the tab is open
    page.wait_for_selector("text=Read by")


def test_a_token_in_the_address_is_taken_and_hidden(page: "Page") -> None:
    page.goto("/#token=let%20me%20in%20%26%20out")
    page.wait_for_selector("text=Read by")
    assert "token" not in page.url
