from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from tests.serving.running import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@contextmanager
def visit(browser: "Browser", address: str, **device: Any) -> "Iterator[BrowserContext]":
    """A visitor of a server, with a browser of their own: what is in one is not in another."""
    with closing(browser.new_context(base_url=address, **device)) as context:
        context.set_default_timeout(1000 * PATIENCE)
        yield context
