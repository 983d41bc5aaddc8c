from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_skipping_to_the_content_keeps_the_view(page: "Page") -> None:
    page.get_by_role("link", name="Read a page").click()
    page.locator("#read").wait_for()
    page.get_by_text("Skip to the content").press("Enter")
    page.locator("#main:focus").wait_for()
    page.wait_for_url("**/#main")
    assert page.locator("#read").is_visible()
    assert page.get_by_role("link", name="Read a page").get_attribute("aria-current") == "page"


def test_going_back_to_the_start_shows_the_pad(page: "Page") -> None:
    page.get_by_role("link", name="Read a page").click()
    page.locator("#read").wait_for()
    page.go_back()
    page.locator("#pad").wait_for()
