from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from inkdigits.examples import example_pages
from tests.serving.web.handwriting import Hand
from tests.serving.web.pen import answer, write_number
from tests.serving.web.visits import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Response

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740}, "device_scale_factor": 2,
    "is_mobile": True, "has_touch": True,
}  # fmt: skip
MOST = 100_000  # bytes of the page's files together


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def visitor(
    request: pytest.FixtureRequest, browser: "Browser", address: str, scheme: str
) -> "Iterator[BrowserContext]":
    with visit(browser, address, color_scheme=scheme, **request.param) as context:
        yield context


def test_axe_finds_nothing_wrong(visitor: "BrowserContext") -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visitor.new_page()
    page.goto("/")
    page.get_by_text("Look inside the net").click()
    write_number(page, "46", Hand(height=100), (30, 60))
    answer(page)
    page.get_by_role("button", name="3:").click()
    problems = Axe().run(page).response["violations"]
    page.get_by_role("link", name="Read a page").click()
    page.get_by_text("What is known of the numbers").click()
    page.get_by_label("Doubtful below").select_option("99.9 %")
    page.set_input_files("#file", example_pages()[1].path)
    page.wait_for_selector("article.page")
    page.get_by_role("button", name="Next doubtful").click()
    problems += Axe().run(page).response["violations"]
    found = {(one["id"], node["html"][:120]) for one in problems for node in one["nodes"]}
    assert found == set()


def test_nothing_sticks_out_sideways(visitor: "BrowserContext") -> None:
    page = visitor.new_page()
    page.goto("/")
    assert _overhang(page) <= 0
    page.get_by_text("Look inside the net").click()
    write_number(page, "46", Hand(height=100), (30, 60))
    answer(page)
    assert _overhang(page) <= 0
    page.goto("/#read")
    page.set_input_files("#file", example_pages()[0].path)
    page.wait_for_selector("article.page")
    assert _overhang(page) <= 0


def _overhang(page: "Page") -> int:
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(script))


def test_the_page_stays_where_it_is_under_a_finger(browser: "Browser", address: str) -> None:
    with visit(browser, address, **PHONE) as context:
        page = context.new_page()
        page.goto("/")
        touch = context.new_cdp_session(page)
        for step, kind in enumerate(["touchStart", *["touchMove"] * 12, "touchEnd"]):
            points = [] if kind == "touchEnd" else [{"x": 180, "y": 280 - 14 * step}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        assert answer(page) == "1"
        assert page.evaluate("scrollY") == 0


def test_everything_is_reached_by_keyboard(page: "Page") -> None:
    focused = "(e => e.id || e.innerText || e.name)(document.activeElement)"
    wanted = [
        "Skip to the content", "Write", "Read a page", "pad", "pen", "show",
        "Look inside the net", "The API",
    ]  # fmt: skip
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(focused))
    assert reached == wanted


def test_the_page_is_light(context: "BrowserContext") -> None:
    sent: list[Response] = []
    page = context.new_page()
    page.on("response", lambda response: sent.append(response))  # a builtin is refused
    page.goto("/", wait_until="networkidle")
    weights = [len(response.body()) for response in sent]
    assert len(weights) > 10
    assert sum(weights) <= MOST


def test_without_a_server_the_page_says_so(browser: "Browser", address: str) -> None:
    with visit(browser, address) as context:
        page = context.new_page()
        page.goto("/")
        context.set_offline(True)
        write_number(page, "1", Hand(height=200), (100, 100))
        page.wait_for_selector("#problem:not([hidden])")
        wanted = "The server does not answer; is inkdigits still running?"
        assert page.inner_text("#problem") == wanted
        context.set_offline(False)
        write_number(page, "1", Hand(height=200), (250, 100))
        page.wait_for_selector("#problem", state="hidden")
