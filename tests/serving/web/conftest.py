import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from inkdigits.serving import Settings
from tests.serving.running import PATIENCE, running
from tests.serving.web.visits import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip these tests where there is no browser, and say what to install."""
    if CHROMIUM is not None and find_spec("playwright") is not None:
        return
    skip = pytest.mark.skip(
        reason="no browser to drive: apt-get install chromium, pip install 'inkdigits[dev]'"
    )
    for item in items:
        if "serving/web" in item.path.as_posix():
            item.add_marker(skip)


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    """Where a server answers with the bundled recognizer."""
    with running(Settings(answer_seconds=PATIENCE)) as client:
        yield str(client.base_url).rstrip("/")


@pytest.fixture(scope="package")
def browser() -> "Iterator[Browser]":
    """Real Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    # Chromium's sandbox does not start for root, which CI often is.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: "Browser", address: str) -> "Iterator[BrowserContext]":
    """A visitor, at whom nothing may go wrong, and whose browser asks nobody but the server."""
    wrong: list[str] = []
    with visit(browser, address, permissions=["clipboard-read", "clipboard-write"]) as context:
        context.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        context.on("weberror", lambda problem: wrong.append(str(problem.error)))
        context.on("request", lambda r: None if _is_near(r.url, address) else wrong.append(r.url))
        yield context
    assert wrong == []


def _is_near(url: str, address: str) -> bool:
    return url.startswith((f"{address}/", "blob:"))


@pytest.fixture
def page(context: "BrowserContext") -> "Page":
    """The page, opened."""
    page = context.new_page()
    page.goto("/")
    return page
