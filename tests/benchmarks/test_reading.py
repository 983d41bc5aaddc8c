import importlib
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reading.scores import (
    Edits,
    Line,
    PageScore,
    find_edits,
    match,
    score_page,
    summarise,
)
from inkdigits.evaluation import wilson
from inkdigits.pages import CATEGORIES

MEASURED = [name for name, kind in CATEGORIES.items() if not kind.varied]
READING = Path(__file__).parent.parent.parent / "benchmarks" / "reading"

numbers = st.text("0123456789", max_size=9)


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ModuleType:
    """A part of the benchmark that needs the others beside it."""
    monkeypatch.syspath_prepend(READING)
    return importlib.import_module(request.param)


def one_edit_away(text: str) -> set[str]:
    cuts = [(text[:at], text[at:]) for at in range(len(text) + 1)]
    fewer = {left + right[1:] for left, right in cuts if right}
    replaced = {left + digit + right[1:] for left, right in cuts if right for digit in "01"}
    more = {left + digit + right for left, right in cuts for digit in "01"}
    return fewer | replaced | more


def test_edits_are_as_few_as_a_search_finds() -> None:
    words = ["".join(word) for size in range(5) for word in itertools.product("01", repeat=size)]
    for start in words:
        reached, distance = {start}, 0
        while not reached >= set(words):
            for word in words:
                if word in reached:
                    assert find_edits(start, word).total <= distance
                else:
                    assert find_edits(start, word).total > distance
            reached |= set().union(*map(one_edit_away, reached))
            distance += 1


@given(numbers, numbers)
def test_edits_tell_what_is_missed_and_what_invented(truth: str, found: str) -> None:
    edits, back = find_edits(truth, found), find_edits(found, truth)
    assert edits.invented - edits.missed == len(found) - len(truth)
    assert back == Edits(edits.misread, edits.invented, edits.missed)


@pytest.mark.parametrize(
    ("truth", "found", "edits"),
    [
        ("123", "123", Edits()),
        ("123", "173", Edits(misread=1)),
        ("123", "13", Edits(missed=1)),
        ("123", "1723", Edits(invented=1)),
        ("12", "21", Edits(misread=2)),  # not one missed and one invented
        ("", "45", Edits(invented=2)),
        ("45", "", Edits(missed=2)),
        ("1234567", "234568", Edits(misread=1, missed=1)),
    ],
)
def test_edits_by_hand(truth: str, found: str, edits: Edits) -> None:
    assert find_edits(truth, found) == edits


UPPER, LOWER = Line("12", (0, 0, 100, 30)), Line("34", (0, 50, 100, 30))


def test_lines_are_matched_by_place_not_by_text() -> None:
    assert match([UPPER, LOWER], [Line("12", LOWER.box), Line("34", UPPER.box)]) == [1, 0]


def test_a_line_is_matched_once_with_what_covers_it_best() -> None:
    part, rest = Line("1", (0, 0, 60, 30)), Line("2", (65, 0, 35, 30))
    assert match([UPPER, LOWER], [rest, part]) == [1, None]


def test_lines_that_only_meet_at_an_edge_are_no_match() -> None:
    assert match([UPPER], [Line("12", (100, 0, 50, 30)), Line("12", (0, 30, 100, 9))]) == [None]
    assert match([UPPER, LOWER], []) == [None, None]
    assert match([], [UPPER]) == []


def test_the_best_pairs_need_not_hold_the_best_pair() -> None:
    # What fits the first line best is all that the second line has.
    wide, low = Line("9", (0, 20, 100, 60)), Line("8", (0, 0, 100, 12))
    assert match([Line("1", (0, 0, 100, 50)), Line("2", (0, 60, 100, 30))], [wide, low]) == [1, 0]


def test_a_page_is_scored_line_by_line() -> None:
    found = [Line("1 2", UPPER.box), Line("777", (300, 0, 50, 30))]
    assert score_page([UPPER, LOWER], found, upright=True) == PageScore(
        lines=2, digits=4, exact=1, edits=Edits(missed=2, invented=3), upright=True
    )


def test_a_line_read_in_two_is_missed_in_part_and_invented_in_part() -> None:
    halves = [Line("1", (0, 0, 60, 30)), Line("2", (65, 0, 35, 30))]
    assert score_page([UPPER], halves).edits == Edits(missed=1, invented=1)


PAGES = [
    PageScore(3, 20, 3, Edits(), True),
    PageScore(2, 10, 1, Edits(misread=1, invented=2), True),
    PageScore(1, 10, 0, Edits(missed=3), False),
] * 20


def test_a_category_is_summed_up() -> None:
    found = summarise(PAGES)
    assert found.pages == 60
    assert (found.exact.value, found.exact.low, found.exact.high) == (80 / 120, *wilson(80, 120))
    assert found.error_rate.value == pytest.approx(120 / 800)
    assert found.missed.value == 1
    assert found.invented.value == pytest.approx(2 / 3)
    assert found.upright is not None
    assert found.upright.value == pytest.approx(2 / 3)


def test_the_interval_is_that_of_a_mean_over_pages() -> None:
    invented = summarise(PAGES).invented
    counts = [page.edits.invented for page in PAGES]
    reach = 1.96 * np.std(counts) / np.sqrt(len(counts))
    assert invented.low == pytest.approx(invented.value - reach, abs=0.04)
    assert invented.high == pytest.approx(invented.value + reach, abs=0.04)


def test_no_error_seen_is_not_no_error_ever() -> None:
    perfect = summarise(PAGES[:1] * 5)
    assert (perfect.error_rate.value, perfect.error_rate.low) == (0, 0)
    assert perfect.error_rate.high == wilson(0, 100)[1]
    assert perfect.missed.high == wilson(0, 5)[1]


def test_what_was_not_asked_has_no_share() -> None:
    assert summarise([PageScore(1, 4, 1, Edits())]).upright is None


@pytest.mark.parametrize("module", ["report"], indirect=True)
def test_the_readme_has_a_row_for_each_category(module: ModuleType) -> None:
    some, all_ = summarise(PAGES), summarise(PAGES[:1])
    ours = {("inkdigits", name): some for name in MEASURED}
    listed = {("inkdigits-one-of", "ids"): all_}
    head, _, *rows, empty, below = module.readme_table({**ours, **listed})
    assert head == "| pages | numbers read exactly |"
    share = f"66.67 % ({100 * wilson(80, 120)[0]:.2f}–{100 * wilson(80, 120)[1]:.2f})"
    assert rows[0] == f"| plain paper, scanned | {share} |"
    assert rows[-1] == (
        "| the same with `--one-of` a list of 200 "
        f"| 100.00 % ({100 * wilson(3, 3)[0]:.2f}–100.00) |"
    )
    assert len(rows) == len(MEASURED) + 1
    assert (empty, below[:14]) == ("", "60 made pages ")


@pytest.mark.parametrize("module", ["report"], indirect=True)
def test_the_better_mode_of_tesseract_stands_beside(module: ModuleType) -> None:
    good, bad = summarise(PAGES[:1]), summarise(PAGES[2:3])
    head, _, plain, ids, *_ = module.readme_table(
        {
            ("inkdigits", "plain"): good,
            ("inkdigits", "ids"): good,
            ("tesseract-6", "plain"): bad,
            ("tesseract-11", "plain"): good,
        }
    )
    share = f"100.00 % ({100 * wilson(3, 3)[0]:.2f}–100.00)"
    assert head == "| pages | numbers read exactly | by Tesseract |"
    assert plain == f"| plain paper, scanned | {share} | {share} |"
    assert ids == f"| a photo of 8-digit ids | {share} | – |"


PLACE = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num"
TABLE = f"""{PLACE}\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t334\t127\t-1\t
4\t1\t1\t1\t1\t0\t20\t20\t250\t30\t-1\t
5\t1\t1\t1\t1\t1\t20\t22\t100\t25\t80.1\t92"
5\t1\t1\t1\t1\t2\t150\t20\t120\t30\t60.5\t18
5\t1\t1\t1\t2\t1\t20\t70\t100\t30\t95\t \t
5\t1\t2\t1\t1\t1\t20\t90\t40\t30\t91\t7
"""


@pytest.mark.parametrize("module", ["tesseract"], indirect=True)
def test_words_of_tesseract_become_lines(module: ModuleType) -> None:
    lines = [(line.text, line.box) for line in module.parse(TABLE)]
    assert lines == [('92" 18', (20, 20, 250, 30)), ("7", (20, 90, 40, 30))]


@pytest.mark.parametrize("module", ["tesseract"], indirect=True)
@pytest.mark.parametrize("quarter", range(4))
def test_boxes_are_turned_back_as_the_picture_is(module: ModuleType, quarter: int) -> None:
    upright = np.zeros((40, 70), np.uint8)
    upright[5:9, 10:30] = 1
    rows, columns = np.nonzero(np.rot90(upright, quarter))
    (line,) = module.turned_back([module.Line("1", (10, 5, 20, 4))], quarter, (70, 40))
    assert line.box == (
        columns.min(),
        rows.min(),
        np.ptp(columns) + 1,
        np.ptp(rows) + 1,
    )


@pytest.mark.parametrize("module", ["journal"], indirect=True)
def test_pages_are_kept_until_a_version_changes(module: ModuleType, tmp_path: Path) -> None:
    path, line = tmp_path / "plain.jsonl", module.Line("12", (1, 2, 3, 4))
    record = module.PageRecord(7, 3, 0.5, (line,), (line, line), 270)
    module.Journal(path, {"ink": "a"}).add(record)
    module.Journal(path, {"ink": "a"}).add(module.PageRecord(2, 0, 0.1, (line,), (), None))
    kept = module.Journal(path, {"ink": "a"}).records
    assert sorted(kept) == [2, 7]
    assert kept[7] == record
    assert kept[7].score().upright is True
    assert kept[2].score().upright is None
    assert module.Journal(path, {"ink": "b"}).records == {}


@pytest.mark.parametrize("module", ["journal"], indirect=True)
def test_a_comment_is_no_new_version(module: ModuleType, tmp_path: Path) -> None:
    prints = []
    for text in ("a = 1\n", "a = (1)  # one\n", "a = 2\n"):
        (tmp_path / "code.py").write_text(text, "utf-8")
        prints.append(module.fingerprint([tmp_path / "code.py"]))
    assert prints[0] == prints[1] != prints[2]


@pytest.mark.mnist
def test_the_whole_benchmark_in_little(tmp_path: Path) -> None:
    command = [sys.executable, str(READING), "--out", str(tmp_path), "--without-tesseract"]
    command += ["--pages", "1", "--only", "ruled", "--jobs", "1"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert "**Tried out with 1 pages each: no result.**" in done.stdout
    assert "page 1 of 1" in done.stderr
    raw = tmp_path / "raw" / "inkdigits" / "ruled.jsonl"
    head, page = map(json.loads, raw.read_text("utf-8").splitlines())
    assert (head["reader"], head["category"], page["seed"]) == ("inkdigits", "ruled", 0)
    assert all(text.isdigit() and len(box) == 4 for text, *box in page["truth"])
    assert (tmp_path / "accuracy.png").read_bytes().startswith(b"\x89PNG")
    again = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert again.stdout == done.stdout
    assert "page" not in again.stderr
