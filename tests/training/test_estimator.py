import pickle
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score

from inkdigits.arrays import Images, Labels
from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.training import DigitClassifier

SETTINGS = {"epochs": 2, "hidden": 32, "activation": "relu", "batch_size": 32}


@pytest.fixture(scope="module")
def digits(uci: Split) -> tuple[Images, Labels]:
    assert uci.train.labels is not None
    return uci.train.images[:600], uci.train.labels[:600]


@pytest.fixture(scope="module")
def fitted(digits: tuple[Images, Labels]) -> DigitClassifier:
    return DigitClassifier("ann", **SETTINGS).fit(*digits)


def test_parameters_are_given_and_taken() -> None:
    classifier = DigitClassifier("cnn", epochs=3, kernel_size=5)
    assert classifier.get_params() == {"model": "cnn", "epochs": 3, "kernel_size": 5}
    assert classifier.set_params(epochs=1, model="mlp") is classifier
    assert classifier.get_params() == {"model": "mlp", "epochs": 1, "kernel_size": 5}
    assert repr(DigitClassifier("ann", epochs=2)) == "DigitClassifier(epochs=2, model='ann')"


def test_a_clone_is_unfitted_and_its_own(fitted: DigitClassifier) -> None:
    copy = clone(fitted)
    assert copy.get_params() == fitted.get_params()
    copy.set_params(epochs=9)
    assert fitted.get_params()["epochs"] == 2
    with pytest.raises(NotFittedError):
        copy.predict(np.zeros((1, 784), np.uint8))


def test_answers_are_the_recognizers(fitted: DigitClassifier, uci: Split) -> None:
    images, labels = uci.evaluation.images, uci.evaluation.labels
    assert np.array_equal(fitted.predict(images), fitted.recognizer_.predict(images))
    expected = fitted.recognizer_.predict_proba(images)
    assert np.array_equal(fitted.predict_proba(images.reshape(-1, 784)), expected)
    assert np.array_equal(fitted.predict_proba(images.astype(float)), expected)
    assert fitted.score(images, labels) == (fitted.predict(images) == labels).mean() > 0.6
    assert fitted.classes_.tolist() == list(range(10))


def test_a_fitted_one_pickles_with_its_net(fitted: DigitClassifier, uci: Split) -> None:
    copy = pickle.loads(pickle.dumps(fitted))
    images = uci.evaluation.images[:20]
    assert np.array_equal(copy.predict_proba(images), fitted.predict_proba(images))
    assert copy.get_params() == fitted.get_params()


def test_fitting_leaves_arrays_and_folder_as_they_were(
    digits: tuple[Images, Labels], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    images, labels = digits[0][:100].copy(), digits[1][:100].copy()
    DigitClassifier("ann", epochs=1).fit(images, labels)
    assert images.flags.writeable
    assert labels.flags.writeable
    assert not list(tmp_path.iterdir())


def test_cross_validation(digits: tuple[Images, Labels]) -> None:
    images, labels = digits
    scores = cross_val_score(DigitClassifier("ann", **SETTINGS), images, labels, cv=2)
    assert scores.shape == (2,)
    assert (scores > 0.3).all()


def test_grid_search_over_recipe_and_net(digits: tuple[Images, Labels]) -> None:
    one_fold = [(np.arange(0, 400), np.arange(400, 600))]
    search = GridSearchCV(
        DigitClassifier("ann", **SETTINGS), {"hidden": [2, 32], "epochs": [2]}, cv=one_fold
    ).fit(*digits)
    assert search.best_params_ == {"hidden": 32, "epochs": 2}
    assert search.best_estimator_.recognizer_.card.recipe["net"]["hidden"] == 32


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (np.linspace(0, 1, 784).reshape(1, 784), "got X with values from 0 to 1, wanted 0 to 255: "
         "multiply it by 255$"),
        (np.full((1, 784), 300), "got X with values from 300 to 300, wanted 0 to 255, ink bright$"),
        (np.full((1, 784), -1.0), "got X with values from -1.0 to -1.0, wanted 0 to 255"),
        (np.full((1, 784), np.nan), "got X with values from nan to nan, wanted 0 to 255"),
        (np.zeros((2, 64)), r"got X of shape \(2, 64\) and type float64, wanted \(N, 28, 28\) or "
         r"\(N, 784\) numbers from 0 to 255$"),
        (np.full((1, 784), "7"), r"type <U1, wanted \(N, 28, 28\) or \(N, 784\) numbers"),
        (np.float64(3), r"got X of shape \(\) and type float64, wanted"),
    ],
)  # fmt: skip
def test_pixels_that_cannot_be_are_refused(
    fitted: DigitClassifier, values: npt.NDArray[np.float64], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        fitted.predict(values)


@pytest.mark.parametrize("labels", [[3.0, 4.0], [3, 10], [-1, 2], ["3", "4"]])
def test_labels_that_cannot_be_are_refused(labels: list[object]) -> None:
    with pytest.raises(
        InputError, match="got y with something else in it, wanted the digits 0 to 9 as integers"
    ):
        DigitClassifier("ann").fit(np.full((2, 784), 200), labels)


def test_each_picture_wants_a_label() -> None:
    with pytest.raises(InputError, match=r"got labels of shape \(1,\) and type uint8, wanted \(2,"):
        DigitClassifier("ann").fit(np.full((2, 784), 200), [3])


def test_an_unfit_setting_is_told_at_fit() -> None:
    with pytest.raises(InputError, match="ann has no setting 'depth'; it has: hidden, "):
        DigitClassifier("ann", depth=3).fit(np.full((2, 784), 200), [3, 4])
