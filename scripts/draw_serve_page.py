"""Draw the page of `inkdigits serve`, on a desktop by day and on a phone by night.

Writes `docs/images/serve.jpg`; needs Chromium and Playwright.

    python scripts/draw_serve_page.py
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from draw_examples import STROKES, pen_path
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from inkdigits.images import write_picture
from inkdigits.serving import create_app, listen, make_server

TARGET = Path(__file__).parent.parent / "docs" / "images" / "serve.jpg"
HEIGHT = 640  # of the picture
GAP = 20
DESKTOP = {"viewport": {"width": 1200, "height": 800}, "color_scheme": "light"}
PHONE = {
    "viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "color_scheme": "dark",
    "is_mobile": True, "has_touch": True,
}  # fmt: skip


@contextmanager
def serving() -> Iterator[str]:
    """A server; its address."""
    [listener] = listen("127.0.0.1", 0)
    server = make_server(create_app())
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def write(page: Page, number: str, height: float, top: float) -> None:
    """Write a number on the pad, from its margin."""
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    rng = np.random.default_rng(1998)
    left = pad["x"] + 0.08 * pad["width"]
    for digit in map(int, number):
        for stroke in STROKES[digit]:
            path = pen_path(stroke, 0.01, rng)[::12] * height + (left, pad["y"] + top)
            page.mouse.move(*path[0].tolist())
            page.mouse.down()
            for x, y in path[1:].tolist():
                page.mouse.move(x, y)
            page.mouse.up()
        left += 0.8 * height
    page.wait_for_selector("#answer[aria-busy=false]", timeout=300_000)


def picture(browser: Browser, address: str, device: dict[str, Any], size: float) -> Image.Image:
    """The page after a number was written that fills this share of the pad's height."""
    context = browser.new_context(base_url=address, **device)
    page = context.new_page()
    page.set_default_timeout(300_000)
    page.goto("/")
    high = page.locator("#pad").evaluate("pad => pad.clientHeight")
    write(page, "2047", size * high, (0.48 - size / 2) * high)
    page.mouse.move(0, 0)
    print(page.inner_text("#number"), page.inner_text("#verdict"))
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return shot.resize((round(shot.width * HEIGHT / shot.height), HEIGHT), Image.Resampling.LANCZOS)


def main() -> None:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=arguments
        )
        shots = [picture(browser, address, DESKTOP, 0.36), picture(browser, address, PHONE, 0.36)]
        browser.close()
    width = sum(shot.width for shot in shots) + GAP
    both = Image.new("RGB", (width, HEIGHT), "white")
    both.paste(shots[0], (0, 0))
    both.paste(shots[1], (shots[0].width + GAP, 0))
    write_picture(TARGET, np.asarray(both))


if __name__ == "__main__":
    main()
