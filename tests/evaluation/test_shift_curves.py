from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Dataset, Split
from inkdigits.errors import InputError
from inkdigits.evaluation import (
    SHIFTS,
    ShiftCurve,
    ShiftPoint,
    evaluate_recognizer,
    evaluate_shifts,
    wilson,
)
from inkdigits.recognizer import Recognizer
from tests.recognizer_file import expected_logits


@pytest.fixture
def recognizer(tiny_recognizer: Path) -> Recognizer:
    return Recognizer(tiny_recognizer)


def curve(errors: dict[float, int], n: int = 100) -> ShiftCurve:
    points = tuple(ShiftPoint(severity, n, wrong) for severity, wrong in errors.items())
    return ShiftCurve(SHIFTS["shift"], points)


def test_where_nothing_changes_the_accuracy_is_the_plain_one(
    recognizer: Recognizer, uci: Split
) -> None:
    plain = evaluate_recognizer(recognizer, uci.evaluation)
    curves = evaluate_shifts(recognizer, uci.evaluation, ["rotation", "scale"])
    assert (curves.model, curves.data) == ("templates", "uci-digits-test")
    assert list(curves.curves) == ["rotation", "scale"]
    unchanged = {point.severity: point for point in curves["rotation"].points}[0]
    for point in (curves.clean, unchanged):
        assert (point.n, point.errors) == (500, plain.errors)
        assert (point.accuracy, point.ci95) == (pytest.approx(plain.accuracy), plain.ci95)


def test_each_point_counts_the_errors_on_the_changed_digits(
    recognizer: Recognizer, uci: Split
) -> None:
    data = uci.evaluation
    curves = evaluate_shifts(recognizer, data, ["shift"])
    assert [point.severity for point in curves["shift"].points] == [0, 1, 2, 3, 4, 5, 6]
    for point in curves["shift"].points:
        answers = expected_logits(SHIFTS["shift"](data.images, point.severity)).argmax(axis=1)
        assert point.errors == (answers != data.labels).sum()
    assert curves["shift"].points[6].errors > 3 * curves.clean.errors


def test_mean_and_worst_are_of_the_points_in_the_range() -> None:
    measured = curve({0: 1, 2: 2, 4: 6, 6: 50})
    assert measured.mean_error() == pytest.approx(0.03), "shift's usual range ends at 4"
    assert measured.worst() == ShiftPoint(4, 100, 6)
    assert measured.mean_error(0, 2) == pytest.approx(0.015)
    assert measured.mean_error(high=6) == pytest.approx(0.1475)
    assert measured.worst(1, 6).errors == 50
    with pytest.raises(InputError) as caught:
        measured.worst(2.5, 3)
    assert str(caught.value) == (
        "shift: nothing was measured from 2.5 to 3, wanted a range with one of 0, 2, 4, 6"
    )


def test_json_names_range_mean_and_worst(recognizer: Recognizer, uci: Split) -> None:
    document = evaluate_shifts(recognizer, uci.evaluation, ["polarity"], limit=50).to_json()
    assert set(document) == {"model", "data", "n", "errors", "accuracy", "curves"}
    assert document["n"] == 50
    polarity = document["curves"]["polarity"]
    assert (polarity["unit"], polarity["usual"]) == (SHIFTS["polarity"].unit, [0, 1])
    first, second = polarity["points"]
    assert polarity["mean_error"] == pytest.approx((first["errors"] + second["errors"]) / 100)
    assert polarity["worst"] == second
    assert second["ci95"] == list(wilson(50 - second["errors"], 50))


def test_a_limit_is_spread_over_the_dataset(recognizer: Recognizer, uci: Split) -> None:
    some = uci.evaluation.subset(np.arange(0, 500, 5))
    limited = evaluate_shifts(recognizer, uci.evaluation, ["polarity"], limit=100)
    assert limited.curves == evaluate_shifts(recognizer, some, ["polarity"]).curves
    assert evaluate_shifts(recognizer, some, ["polarity"], limit=1000).clean.n == 100


def test_progress_is_told_after_each_severity(recognizer: Recognizer, uci: Split) -> None:
    told: list[tuple[int, int]] = []
    evaluate_shifts(
        recognizer,
        uci.evaluation,
        ["polarity", "contrast"],
        limit=5,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(done, 8) for done in range(1, 9)]


def test_bad_requests_are_told(recognizer: Recognizer, uci: Split) -> None:
    data = uci.evaluation
    with pytest.raises(InputError, match="unknown shift 'spin'; wanted rotation, slant, shift, "):
        evaluate_shifts(recognizer, data, ["spin"])
    with pytest.raises(InputError, match="got a limit of 0 digits, wanted at least 1"):
        evaluate_shifts(recognizer, data, limit=0)
    bare = Dataset(data.images, None, "bare", "a test")
    with pytest.raises(InputError, match="bare: got digits without labels"):
        evaluate_shifts(recognizer, bare)
