from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.preprocess import (
    Preprocessing,
    deskew,
    fit_standardization,
    fit_whitening,
    flatten,
    scale_unit,
    standardize,
    whiten,
)

EVERY_KIND = [
    {},
    {"scaling": "standardize"},
    {"whitening": "pca"},
    {"scaling": "standardize", "whitening": "zca", "deskewed": True},
]


@pytest.fixture(scope="module", params=EVERY_KIND, ids=str)
def fitted(uci: Split, request: pytest.FixtureRequest) -> Preprocessing:
    """Each kind, fitted once: whitening takes its time."""
    return Preprocessing.fit(uci.train.images, **request.param)


def test_without_a_wish_pixels_are_divided_by_255(uci: Split) -> None:
    rows = Preprocessing.fit(uci.train.images)(uci.evaluation.images)
    assert rows.shape == (500, 784)
    assert rows.dtype == np.float32
    assert np.array_equal(rows, (uci.evaluation.images / np.float32(255)).reshape(500, 784))


def test_the_steps_follow_each_other(uci: Split) -> None:
    fitted = Preprocessing.fit(uci.train.images, "standardize", "zca", True)
    upright = deskew(uci.train.images)
    mean, deviation = fit_standardization(upright)
    rows = flatten(standardize(scale_unit(upright), mean, deviation))
    expected = whiten(rows, *fit_whitening(rows, "zca"))
    np.testing.assert_allclose(fitted(uci.train.images), expected, atol=1e-4)
    assert (fitted.mean, fitted.deviation) == (mean, deviation)


def test_what_was_fitted_is_applied_to_other_digits(uci: Split) -> None:
    fitted = Preprocessing.fit(uci.train.images, "standardize")
    assert fitted(uci.train.images).mean(dtype=np.float64) == pytest.approx(0, abs=1e-6)
    assert abs(fitted(uci.evaluation.images).mean(dtype=np.float64)) > 1e-4


def test_many_digits_are_taken_as_one_at_a_time(uci: Split, fitted: Preprocessing) -> None:
    many = np.concatenate([uci.train.images] * 4)  # 5,188: more than one block
    rows = fitted(many)
    for index in (0, 4095, 4096, 5187):
        np.testing.assert_allclose(rows[index], fitted(many[index : index + 1])[0], atol=1e-5)


def test_saved_numbers_come_back_to_the_bit(
    uci: Split, fitted: Preprocessing, tmp_path: Path
) -> None:
    fitted.save(tmp_path / "numbers.npz")
    loaded = Preprocessing.load(tmp_path / "numbers.npz")
    assert loaded.deskewed is fitted.deskewed
    assert isinstance(loaded.mean, float)
    digits = uci.evaluation.images[:20]
    assert np.array_equal(loaded(digits), fitted(digits))


def test_no_digits_give_no_rows(uci: Split, fitted: Preprocessing) -> None:
    assert fitted(uci.train.images[:0]).shape == (0, 784)
