import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from inkdigits.data import load_dataset
from inkdigits.examples import example_pages
from inkdigits.images import decode_gray
from inkdigits.reading import read
from inkdigits.reading.rules import Rule

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

EXAMPLES = {example.path.name: example for example in example_pages()}
NOTEBOOK = EXAMPLES["notebook.jpg"]


@pytest.fixture
def page(page: "Page") -> "Page":
    """The page, where pages are read."""
    page.get_by_role("link", name="Read a page").click()
    return page


def _bring(page: "Page", *files: Path) -> None:
    page.set_input_files("#file", files)
    _wait(page)


def _wait(page: "Page") -> None:
    page.wait_for_selector("#progress:not(.busy)", state="attached")
    page.wait_for_selector("article.page")


def _numbers(page: "Page") -> list[str]:
    return ["".join(line.split()) for line in page.locator(".digits").all_inner_texts()]


def _doubt_much(page: "Page") -> None:
    page.get_by_text("What is known of the numbers").click()
    page.get_by_label("Doubtful below").select_option("99.9 %")


def _saved(page: "Page", button: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def _first_doubtful(page: "Page") -> "Locator":
    page.get_by_role("button", name="Next doubtful").click()
    digits = page.locator(".digits button")
    return digits.nth(digits.evaluate_all("all => all.indexOf(document.activeElement)"))


def test_a_page_is_read_with_a_box_for_each_digit(page: "Page") -> None:
    _bring(page, NOTEBOOK.path)
    assert _numbers(page) == list(NOTEBOOK.numbers)
    digits = sum(len(number) for number in NOTEBOOK.numbers)
    assert page.locator(".sheet rect:not(.nothing)").count() == digits
    assert page.inner_text("#tally") == "4 numbers; nothing doubtful left"


def test_a_page_on_its_side_is_shown_upright(page: "Page") -> None:
    example = EXAMPLES["sideways.jpg"]
    page.get_by_role("button", name="a photo on its side").click()
    _wait(page)
    assert _numbers(page) == list(example.numbers)
    with Image.open(example.path) as picture:
        width, height = picture.size
    shown = page.locator(".sheet canvas").evaluate("c => [c.width, c.height]")
    assert shown == [height, width]
    ink, paper = _darkness(page)
    assert ink > paper + 20  # the boxes lie on the ink, turned as it is


def _darkness(page: "Page") -> tuple[float, float]:
    """Of the ink in the box with the least of it, and of the paper, 0 to 255."""
    script = """sheet => {
      const canvas = sheet.querySelector('canvas'), {width, height} = canvas;
      const green = canvas.getContext('2d').getImageData(0, 0, width, height).data;
      const scale = width / sheet.querySelector('svg').viewBox.baseVal.width;
      const boxes = [...sheet.querySelectorAll('rect:not(.nothing)')].map(
        box => ['x', 'y', 'width', 'height'].map(name => box.getAttribute(name) * scale));
      return [[...green.filter((value, i) => i % 4 == 1)], width, boxes];
    }"""
    green, width, boxes = page.locator(".sheet").evaluate(script)
    dark = 255 - np.array(green).reshape(-1, width)
    cuts = [np.s_[int(y) : int(y + h), int(x) : int(x + w)] for x, y, w, h in boxes]
    return min(np.percentile(dark[cut], 90) for cut in cuts), float(np.median(dark))


def test_a_doubtful_digit_is_corrected_by_keyboard_and_saved(page: "Page") -> None:
    _doubt_much(page)
    _bring(page, NOTEBOOK.path)
    doubtful = _first_doubtful(page)
    before = doubtful.inner_text()
    other = str((int(before) + 1) % 10)
    number = [
        box.inner_text() for box in page.locator(".digits").all() if box.locator(":focus").count()
    ]
    page.keyboard.press(other)
    assert doubtful.get_attribute("aria-label") == f"{other}, corrected, was {before}"
    table = list(csv.DictReader(io.StringIO(_saved(page, "CSV"))))
    corrected = [row for row in table if row["corrected"] == "yes"]
    assert len(corrected) == 1
    assert corrected[0]["text"] != "".join(number[0].split())
    assert other in corrected[0]["text"]
    document = json.loads(_saved(page, "JSON"))
    assert [line["text"] for line in document[0]["lines"]] == [row["text"] for row in table]
    assert [line["corrected"] for line in document[0]["lines"]].count(True) == 1
    doubtful.press("Escape")
    assert doubtful.inner_text() == before


def test_corrected_and_confirmed_digits_are_saved_to_train_on(page: "Page", tmp_path: Path) -> None:
    _bring(page, NOTEBOOK.path)
    page.locator(".lines li", has_text=re.compile(r"2\s*0\s*2\s*6")).locator("button").first.focus()
    for key in ("Enter", "ArrowRight", "4"):
        page.keyboard.press(key)
    with page.expect_download() as download:
        page.click("#labelled-save")
    download.value.save_as(path := tmp_path / "labelled.csv")
    labels = load_dataset(path).train.labels
    assert labels is not None
    assert labels.tolist() == [2, 4]


def test_a_digit_is_chosen_on_the_sheet_and_taken_away_by_mouse(page: "Page") -> None:
    _bring(page, NOTEBOOK.path)
    page.locator(".sheet rect").first.click()
    assert "Read as" in page.locator(".inspector > p").first.inner_text()
    page.get_by_role("button", name="No digit").click()
    assert _saved(page, "JSON").count('"corrected": true') == 1
    page.get_by_role("button", name="Copy").click()
    copied = page.evaluate("navigator.clipboard.readText()").split()
    assert sorted(map(len, copied)) == [4, 4, 4, 5]


def test_pdfs_and_tiffs_show_their_pages(page: "Page", tmp_path: Path) -> None:
    pictures = [Image.open(example.path).convert("L") for example in EXAMPLES.values()]
    pictures[0].save(tmp_path / "scan.pdf", save_all=True, append_images=pictures[1:2])
    pictures[1].save(tmp_path / "scan.tiff")
    _bring(page, tmp_path / "scan.pdf", tmp_path / "scan.tiff")
    names = ["scan.pdf, page 1", "scan.pdf, page 2", "scan.tiff"]
    assert page.locator("article h3").all_inner_texts() == names
    assert page.locator(".sheet canvas").count() == 3
    assert [*EXAMPLES["form.jpg"].numbers, *NOTEBOOK.numbers * 2] == _numbers(page)


def test_what_is_known_of_the_numbers_is_told(page: "Page") -> None:
    _bring(page, EXAMPLES["form.jpg"].path)
    page.get_by_text("What is known of the numbers").click()
    page.get_by_label("Digits in each").fill("8")
    page.get_by_role("button", name="Read again").click()
    page.wait_for_selector("#progress:not(.busy)", state="attached")
    gray = decode_gray(EXAMPLES["form.jpg"].path.read_bytes())
    assert _numbers(page) == [line.text for line in read(gray, rule=Rule(digits=8)).lines]
    lines = json.loads(_saved(page, "JSON"))[0]["lines"]
    assert all("runner_up" in line for line in lines)


def test_a_dropped_page_is_read(page: "Page") -> None:
    page.get_by_role("link", name="Write").click()
    _hand_over(page, "drop")
    _wait(page)
    assert page.url.endswith("#read")
    assert _numbers(page) == list(NOTEBOOK.numbers)


def test_a_pasted_page_is_read(page: "Page") -> None:
    _hand_over(page, "paste")
    _wait(page)
    assert _numbers(page) == list(NOTEBOOK.numbers)


def _hand_over(page: "Page", event: str) -> None:
    """What the browser does when someone drops or pastes the notebook."""
    script = """async event => {
      const bytes = await (await fetch('/examples/notebook.jpg')).blob();
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'notebook.jpg', {type: 'image/jpeg'}));
      const made = event === 'drop'
        ? new DragEvent(event, {dataTransfer: data, bubbles: true})
        : new ClipboardEvent(event, {clipboardData: data, bubbles: true});
      document.body.dispatchEvent(made);
    }"""
    page.evaluate(script, event)


def test_one_bad_file_does_not_keep_the_other_away(page: "Page", tmp_path: Path) -> None:
    (bad := tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    _bring(page, bad, NOTEBOOK.path)
    assert _numbers(page) == list(NOTEBOOK.numbers)
    assert "bad.png" in page.locator("article .notice").inner_text()
