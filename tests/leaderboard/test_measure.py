import json
from dataclasses import replace
from pathlib import Path

import pytest
from statsmodels.stats.proportion import proportion_confint

from inkdigits.data import Split
from inkdigits.leaderboard import Measured, load_measured
from inkdigits.leaderboard.rows import Row
from inkdigits.training import load_run

pytestmark = pytest.mark.train


def test_a_row_is_measured_on_the_test_part(row: Row, measured: Measured, few: Split) -> None:
    assert few.test is not None
    assert (measured.key, measured.data, measured.n) == ("k-nn-deskewing", "asked", 200)
    assert measured.error == measured.errors / 200 <= 0.1
    low, high = proportion_confint(measured.errors, 200, method="wilson")
    assert measured.error_ci95 == pytest.approx((low, high), abs=1e-9)
    assert 0 < measured.predict_ms < 1000
    assert 0 < measured.train_seconds < measured.row_seconds


def test_its_report_and_its_file_lie_in_the_folder(measured: Measured, folder: Path) -> None:
    report = folder / measured.report
    assert report.is_file()
    run = load_run(report.parent)
    assert measured.bytes == run.model_file.stat().st_size
    assert run.metrics["test"]["errors"] == measured.errors


def test_what_was_measured_is_found_again(
    row: Row, measured: Measured, few: Split, folder: Path
) -> None:
    assert load_measured(row, few, folder, seed=0) == measured


def test_what_was_measured_serves_a_row_with_the_same_recipe(
    row: Row, measured: Measured, few: Split, folder: Path
) -> None:
    twin = replace(row, method="the same by another name")
    assert load_measured(twin, few, folder, seed=0) == replace(measured, key=twin.key)


def test_another_recipe_seed_or_dataset_is_measured_anew(
    row: Row, measured: Measured, few: Split, folder: Path
) -> None:
    assert load_measured(row, few, folder, seed=1) is None
    assert load_measured(replace(row, settings={"k": 5}), few, folder, seed=0) is None
    other = Split(few.evaluation, few.test)
    assert load_measured(row, other, folder, seed=0) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"key": "k-nn"}'])
def test_a_damaged_file_is_as_none(
    row: Row, measured: Measured, few: Split, tmp_path: Path, text: str
) -> None:
    (tmp_path / "rows").mkdir()
    (tmp_path / "rows" / f"{row.key}.json").write_text(text)
    assert load_measured(row, few, tmp_path, seed=0) is None


def test_the_file_is_plain_json(row: Row, measured: Measured, folder: Path) -> None:
    document = json.loads((folder / "rows" / f"{row.key}.json").read_text())
    assert document["errors"] == measured.errors
    assert document["recipe"]["net"] == {"k": 1}
