"""How long it takes from the pen on the pad to the probabilities on the screen, in Chromium."""

import os
import shutil
import time

import numpy as np
from playwright.sync_api import Page, sync_playwright

EIGHTS = 20
POINTS = 60  # of each, at the rate at which mice and screens report them
INTERVAL = 1 / 60  # seconds
SIZE = 110.0  # pixels from the middle to the top

# The page takes the picture of a digit with toDataURL; what the pen did until then is in it.
# Probabilities are shown in the frame after a bar's length has changed.
WATCH = """() => {
  const bars = document.getElementById("bars");
  let newest = 0, captured = 0, shown = 0, isDown = false;
  window.latencies = [];
  for (const name of ["pointerdown", "pointermove"]) {
    addEventListener(name, (event) => {
      isDown = event.target.id === "pad" && event.buttons > 0;
      if (isDown) newest = event.timeStamp;
    }, true);
  }
  addEventListener("pointerup", () => (isDown = false), true);
  const toDataURL = HTMLCanvasElement.prototype.toDataURL;
  HTMLCanvasElement.prototype.toDataURL = function (...wanted) {
    if (Math.max(this.width, this.height) < 300) captured = newest;
    return toDataURL.apply(this, wanted);
  };
  new MutationObserver((changes) => {
    const of = captured;
    const isNew = changes.some(({ target, oldValue }) => target.getAttribute("style") !== oldValue);
    if (!isNew || !isDown || of === shown) return;
    shown = of;
    requestAnimationFrame(() => window.latencies.push(performance.now() - of));
  }).observe(bars, { attributeFilter: ["style"], attributeOldValue: true, subtree: true });
}"""


def stroke_latencies(port: int) -> list[float]:
    """Milliseconds of each change of the probabilities while eights are drawn."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=arguments
        )
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        _draw_eight(page)  # to warm up
        page.evaluate(WATCH)
        for _ in range(EIGHTS):
            _draw_eight(page)
        latencies = [float(latency) for latency in page.evaluate("window.latencies")]
        browser.close()
    return latencies


def _draw_eight(page: Page) -> None:
    """One, as fast as a hand does it, on a clean sheet."""
    if page.locator("#clear").is_enabled():
        page.click("#clear")
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    middle = np.array([pad["x"] + pad["width"] / 2, pad["y"] + pad["height"] / 2])
    turn = np.linspace(0, 2 * np.pi, POINTS)
    path = middle + SIZE * np.stack([0.55 * np.sin(2 * turn), -np.cos(turn)], axis=1)
    page.mouse.move(*path[0].tolist())
    page.mouse.down()
    due = time.perf_counter()
    for x, y in path.tolist():
        due += INTERVAL
        time.sleep(max(0.0, due - time.perf_counter()))
        page.mouse.move(x, y)
    page.mouse.up()
    page.wait_for_selector("#answer[aria-busy=false]")
