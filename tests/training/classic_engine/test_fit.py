import json
from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Dataset, Split
from inkdigits.errors import InputError
from inkdigits.models import REGISTRY, ClassicEntry
from inkdigits.training import Run, load_run, train

pytestmark = pytest.mark.train

# Methods made small enough for a test, with what each must get right of 300 real digits at least.
METHODS = {
    "linear": ({}, 0.87),
    "pairwise-linear": ({}, 0.87),
    "knn": ({}, 0.93),
    "knn-l3": ({"reach": 1, "candidates": 20}, 0.93),
    "boosted-stumps": ({"rounds": 60, "sampled": 20}, 0.7),
    "pca-quadratic": ({"components": 15}, 0.93),
    "rbf-linear": ({"centres": 100}, 0.9),
    "svm": ({}, 0.93),
    "random-forest": ({"trees": 20}, 0.85),
    "gradient-boosting": ({"rounds": 8}, 0.8),
}


@pytest.fixture(scope="module")
def few(uci: Split) -> Split:
    """900 real digits to train on, 300 to ask."""
    assert uci.train.labels is not None
    assert uci.test is not None
    assert uci.test.labels is not None
    known = Dataset(uci.train.images[:900], uci.train.labels[:900], "known", "a test")
    asked = Dataset(uci.test.images[:300], uci.test.labels[:300], "asked", "a test")
    return Split(known, asked)


@pytest.mark.parametrize("model", METHODS)
def test_a_method_becomes_a_run_that_reads(model: str, few: Split, tmp_path: Path) -> None:
    settings, wanted = METHODS[model]
    run = train(model, few, out=tmp_path, validation=0.2, **settings)
    assert few.test is not None
    assert run.metrics["test"]["accuracy"] >= wanted
    assert run.metrics["validation"]["n"] == 180
    assert run.metrics["epochs"] == 1
    probabilities = run.answers().predict_proba(few.test.images)
    assert (probabilities.argmax(axis=1) != few.test.labels).sum() == run.metrics["test"]["errors"]
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    entry = REGISTRY[model]
    assert isinstance(entry, ClassicEntry)
    assert (run.path / "model.onnx").exists() is not bool(entry.no_file)
    assert (run.path / "report.html").stat().st_size > 10_000


def test_a_file_reads_the_very_digits_it_knows(few: Split, tmp_path: Path) -> None:
    # Their distance is 0, of which the file makes a share.
    run = train("knn", Split(few.train, None), out=tmp_path, validation=0.2, k=1)
    probabilities = run.recognizer().predict_proba(few.train.images)
    assert np.isfinite(probabilities).all()
    assert (probabilities.argmax(axis=1) == few.train.labels).mean() > 0.97


@pytest.fixture(scope="module")
def without_file(few: Split, tmp_path_factory: pytest.TempPathFactory) -> Run:
    out = tmp_path_factory.mktemp("runs")
    return train("knn-l3", few, out=out, validation=0.2, candidates=20)


def test_a_method_without_a_file_answers_from_its_run(without_file: Run, few: Split) -> None:
    assert few.test is not None
    answers = load_run(without_file.path).answers()
    assert answers.card.name == "knn-l3"
    assert answers.card.measured["asked"] == {
        key: without_file.metrics["test"][key] for key in ("n", "errors", "accuracy")
    }
    logits = answers.predict_logits(few.test.images)
    np.testing.assert_array_equal(
        answers.predict(few.test.images), logits.argmax(axis=1).astype(np.uint8)
    )


def test_nobody_is_given_a_file_that_there_is_not(without_file: Run) -> None:
    with pytest.raises(InputError, match=r"a run of knn-l3, which no file can hold; measure with"):
        without_file.recognizer()


def test_damaged_digits_are_told(few: Split, tmp_path: Path) -> None:
    run = train("knn-l3", few, out=tmp_path, validation=0.2, candidates=20)
    (run.path / "method.npz").write_bytes(b"PK no archive")
    with pytest.raises(InputError, match=r"its method\.npz or card\.json is damaged .*train it an"):
        run.answers()


def test_the_same_seed_gives_the_same_forest(few: Split, tmp_path: Path) -> None:
    first, second = (
        train("random-forest", few, out=tmp_path, trees=5, seed=1).answers() for _ in range(2)
    )
    assert few.test is not None
    images = few.test.images
    np.testing.assert_array_equal(first.predict_proba(images), second.predict_proba(images))


def test_a_digit_that_is_missing_is_named(few: Split, tmp_path: Path) -> None:
    labels = few.train.labels
    assert labels is not None
    kept = (labels != 3) & (labels != 8)
    part = Dataset(few.train.images[kept], labels[kept], "eight digits", "a test")
    with pytest.raises(InputError, match=r"^eight digits.*: got no digit 3, 8 to learn from"):
        train("linear", Split(part, None), out=tmp_path)


def test_a_report_of_a_method_without_epochs_draws_no_curves(without_file: Run) -> None:
    assert not (without_file.path / "figures" / "training-curves.png").exists()
    recipe = json.loads((without_file.path / "recipe.json").read_text())
    assert recipe["net"] == {"k": 3, "candidates": 20, "power": 3, "reach": 0}
    assert "epochs" not in recipe
