import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.preprocess import fit_standardization, flatten, scale_unit, standardize


def test_unit_is_the_255th_part() -> None:
    every_value = np.arange(256, dtype=np.uint8)
    unit = scale_unit(every_value)
    assert unit.dtype == np.float32
    assert unit.tolist() == [np.float32(value / 255) for value in range(256)]
    assert np.array_equal(scale_unit(every_value.astype(np.float32)), unit)


@pytest.mark.train
def test_standardization_is_scikit_learns_over_all_pixels(uci: Split) -> None:
    from sklearn.preprocessing import StandardScaler

    pixels = uci.train.images.reshape(-1, 1) / 255
    oracle = StandardScaler().fit(pixels)
    mean, deviation = fit_standardization(uci.train.images)
    assert mean == pytest.approx(oracle.mean_[0], rel=1e-12)
    assert deviation == pytest.approx(oracle.scale_[0], rel=1e-12)
    ours = standardize(scale_unit(uci.train.images), mean, deviation)
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours.reshape(-1, 1), oracle.transform(pixels), atol=1e-6)


def test_standardized_pixels_have_mean_0_and_variance_1(uci: Split) -> None:
    images = uci.train.images
    pixels = standardize(scale_unit(images), *fit_standardization(images)).astype(np.float64)
    assert pixels.mean() == pytest.approx(0, abs=1e-6)
    assert pixels.var() == pytest.approx(1, abs=1e-6)


def test_constant_pixels_can_be_standardized() -> None:
    grey = np.full((3, 28, 28), 51, np.uint8)
    mean, deviation = fit_standardization(grey)
    assert (mean, deviation) == (pytest.approx(0.2), 1.0)
    assert np.abs(standardize(scale_unit(grey), mean, deviation)).max() < 1e-7


@pytest.mark.mnist
def test_mnists_mean_and_deviation_are_the_known_ones(mnist: Split) -> None:
    mean, deviation = fit_standardization(mnist.train.images)
    assert (round(mean, 4), round(deviation, 4)) == (0.1307, 0.3081)


def test_flatten_lays_rows_end_to_end(uci: Split) -> None:
    rows = flatten(uci.evaluation.images[:5])
    assert rows.shape == (5, 784)
    assert rows.dtype == np.float32
    assert rows[3, 28 * 9 + 14] == uci.evaluation.images[3, 9, 14]
