"""What goes wrong while pages are read, and what it may not take with it."""

from typing import TYPE_CHECKING

from PIL import Image

from inkdigits.examples import example_pages
from tests.serving.web.visits import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PAGES = [example.path for example in example_pages()]


def _bring(page: "Page", *files: "Path") -> None:
    page.set_input_files("#file", files)
    page.wait_for_selector("#progress:not(.busy)", state="attached")


def test_one_page_at_a_time_is_decoded_and_then_let_go(page: "Page", tmp_path: "Path") -> None:
    pictures = [Image.open(path).convert("L") for path in PAGES]
    pictures[0].save(tmp_path / "scan.pdf", save_all=True, append_images=pictures[1:])
    count = """() => {
      const decode = createImageBitmap;
      window.alive = window.most = 0;
      window.createImageBitmap = async (...source) => {
        most = Math.max(most, ++alive);
        const picture = await decode(...source);
        const close = picture.close.bind(picture);
        picture.close = () => { alive--; close(); };
        return picture;
      };
    }"""
    page.evaluate(count)
    page.goto("/#read")
    _bring(page, tmp_path / "scan.pdf")
    assert page.locator(".sheet canvas").count() == len(PAGES)
    assert page.evaluate("[most, alive]") == [1, 0]


def test_a_bad_pattern_can_be_mended(browser: "Browser", address: str) -> None:
    with visit(browser, address) as context:
        page = context.new_page()
        page.goto("/#read")
        page.get_by_text("What is known of the numbers").click()
        page.get_by_label("Printed as").fill("(")
        _bring(page, PAGES[0])
        page.wait_for_selector("#problem:not([hidden])")
        page.get_by_label("Printed as").fill("")
        page.get_by_role("button", name="Read again").click()
        page.wait_for_selector("article.page")
        assert page.locator("#problem").is_hidden()


def test_the_focus_stays_on_the_line_that_its_runner_up_was_taken_for(page: "Page") -> None:
    page.goto("/#read")
    page.get_by_text("What is known of the numbers").click()
    page.get_by_label("Doubtful below").select_option("99.9 %")
    page.get_by_label("Digits in each").fill("8")
    _bring(page, PAGES[0])
    line = page.locator(".lines li", has=page.locator(".other:visible")).first
    line.evaluate("line => line.id = 'doubtful'")
    line = page.locator("#doubtful")
    other = line.locator(".other").inner_text().split("?")[0].removeprefix("or ")
    line.locator(".other").press("Enter")
    assert "".join(line.locator(".digits").inner_text().split()) == other
    assert line.locator(".digits button:focus").count() == 1
    assert page.inner_text("#spoken") == f"now {other}"


def test_an_example_that_does_not_come_is_told_of(browser: "Browser", address: str) -> None:
    with visit(browser, address) as context:
        page = context.new_page()
        page.goto("/#read")
        context.set_offline(True)
        page.get_by_role("button", name="a form").click()
        page.wait_for_selector("#problem:not([hidden])")
        wanted = "The server does not answer; is inkdigits still running?"
        assert page.inner_text("#problem") == wanted
