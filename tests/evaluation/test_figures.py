"""The pictures: that each shows what it must, also at the edges of its input."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.data import Split
from inkdigits.evaluation import reliability_bins
from inkdigits.evaluation.figures import (
    best_epoch,
    draw_confusion_matrix,
    draw_reliability,
    draw_training_curves,
    draw_worst_mistakes,
    worst_mistakes,
)
from tests.evaluation.conftest import Answers

HISTORY = [
    {"epoch": 1, "loss": 0.9, "accuracy": 0.80, "val_loss": 0.5, "val_accuracy": 0.88},
    {"epoch": 2, "loss": 0.4, "accuracy": 0.90, "val_loss": 0.3, "val_accuracy": 0.93},
    {"epoch": 3, "loss": 0.2, "accuracy": 0.95, "val_loss": 0.4, "val_accuracy": 0.92},
]


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(np.int16)


def coloured(path: Path, color: str) -> int:
    """Number of pixels that have exactly this colour."""
    wanted = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return int((pixels(path) == wanted).all(axis=2).sum())


BLUE, ORANGE = "#0072B2", "#D55E00"


def test_best_epoch_has_the_lowest_validation_loss() -> None:
    assert best_epoch(HISTORY) == 2
    assert best_epoch([*HISTORY, {**HISTORY[1], "epoch": 4}]) == 2, "the first of equals"
    assert best_epoch([{**HISTORY[0], "val_loss": float("nan")}, HISTORY[2]]) == 3
    assert best_epoch([{"epoch": 1, "loss": 1.0, "accuracy": 0.5}]) is None
    assert best_epoch([]) is None


def test_curves_show_training_and_validation(tmp_path: Path) -> None:
    path = draw_training_curves(HISTORY, tmp_path / "curves.png")
    assert path == tmp_path / "curves.png"
    assert coloured(path, BLUE) > 1000
    assert coloured(path, ORANGE) > 1000


def test_curves_without_validation_have_no_second_line(tmp_path: Path) -> None:
    alone = [{key: row[key] for key in ("epoch", "loss", "accuracy")} for row in HISTORY]
    path = draw_training_curves(alone, tmp_path / "curves.png")
    assert coloured(path, BLUE) > 1000
    assert coloured(path, ORANGE) == 0


def test_curves_of_one_epoch_show_its_points(tmp_path: Path) -> None:
    path = draw_training_curves(HISTORY[:1], tmp_path / "curves.png")
    assert coloured(path, BLUE) > 200
    assert coloured(path, ORANGE) > 200


def test_curves_of_many_epochs(tmp_path: Path) -> None:
    many = [{**HISTORY[0], "epoch": epoch, "val_loss": 1 / epoch} for epoch in range(1, 61)]
    assert coloured(draw_training_curves(many, tmp_path / "curves.png"), ORANGE) > 1000


def test_one_mistake_beside_a_thousand_right_answers_is_seen(tmp_path: Path) -> None:
    right = np.diag(np.full(10, 1000))
    mistake = right.copy()
    mistake[4, 9] = 1
    without = pixels(draw_confusion_matrix(right, tmp_path / "right.png"))
    given = pixels(draw_confusion_matrix(mistake, tmp_path / "mistake.png"))
    rows, columns = np.nonzero(np.abs(given - without).max(axis=2) > 8)
    assert len(rows) > 3000, "a whole square takes on another colour, not only its number"
    height, width = given.shape[:2]
    assert columns.min() > 0.85 * width, "it stands in the last column"
    assert 0.3 * height < rows.min() < rows.max() < 0.6 * height, "and in the fifth row"


def test_matrix_without_any_answer_and_with_only_wrong_ones(tmp_path: Path) -> None:
    nothing = np.zeros((10, 10), np.int64)
    wrong = np.zeros((10, 10), np.int64)
    wrong[:, 1] = 1000
    empty = pixels(draw_confusion_matrix(nothing, tmp_path / "empty.png"))
    full = pixels(draw_confusion_matrix(wrong, tmp_path / "wrong.png"))
    assert full.mean() < empty.mean() - 5, "nine dark squares"


def test_worst_mistakes_come_most_confident_first() -> None:
    probabilities = np.full((5, 10), 0.05, np.float32)
    for index, (said, confidence) in enumerate(
        [(1, 0.6), (2, 0.9), (3, 0.99), (4, 0.9), (5, 0.55)]
    ):
        probabilities[index, said] = confidence
    labels = np.array([1, 7, 7, 7, 7], np.uint8)
    assert worst_mistakes(probabilities, labels).tolist() == [2, 1, 3, 4]
    assert worst_mistakes(probabilities, labels, limit=2).tolist() == [2, 1]


@pytest.mark.parametrize("mistakes", [1, 4, 5, 20, 31])
def test_gallery_grows_by_rows_of_four_up_to_twenty(
    mistakes: int, uci: Split, tmp_path: Path
) -> None:
    data = uci.evaluation
    assert data.labels is not None
    probabilities = np.eye(10, dtype=np.float32)[data.labels]
    probabilities[:mistakes] = np.roll(probabilities[:mistakes], 1, axis=1)
    path = draw_worst_mistakes(data.images, probabilities, data.labels, tmp_path / "worst.png")
    rows = {1: 1, 4: 1, 5: 2, 20: 5, 31: 5}[mistakes]
    height = pixels(path).shape[0]
    assert height == pytest.approx(220 * (0.35 + 1.76 * rows), abs=1)
    assert coloured(path, ORANGE) > 100, "what was said is written in orange"


def test_gallery_without_mistakes_says_so(uci: Split, tmp_path: Path) -> None:
    data = uci.evaluation
    assert data.labels is not None
    right = np.eye(10, dtype=np.float32)[data.labels]
    path = draw_worst_mistakes(data.images, right, data.labels, tmp_path / "worst.png")
    assert pixels(path).shape[0] < 300
    assert pixels(path).min() < 60, "a sentence, not an empty picture"


def test_reliability_of_usual_answers_and_of_one(answers: Answers, tmp_path: Path) -> None:
    for name, n in (("all", 600), ("one", 1)):
        bins = reliability_bins(answers.probabilities[:n], answers.labels[:n])
        path = draw_reliability(bins, tmp_path / f"{name}.png")
        assert coloured(path, BLUE) > 100, "dots with their intervals"


def test_pictures_are_the_same_bytes_every_time(answers: Answers, tmp_path: Path) -> None:
    bins = reliability_bins(answers.probabilities, answers.labels)
    first = draw_reliability(bins, tmp_path / "1.png").read_bytes()
    assert draw_reliability(bins, tmp_path / "2.png").read_bytes() == first
    first = draw_training_curves(HISTORY, tmp_path / "3.png").read_bytes()
    assert draw_training_curves(HISTORY, tmp_path / "4.png").read_bytes() == first
