import numpy as np
import pytest

from inkdigits.arrays import FloatArray
from inkdigits.data import Split
from inkdigits.preprocess import fit_whitening, flatten, scale_unit, whiten


@pytest.fixture(scope="module")
def rows(uci: Split) -> FloatArray:
    return flatten(scale_unit(uci.train.images))


def covariance(rows: FloatArray) -> np.ndarray:
    return np.cov(rows.astype(np.float64), rowvar=False, bias=True)


@pytest.mark.train
def test_pca_whitening_is_scikit_learns_up_to_the_sign(rows: FloatArray) -> None:
    from sklearn.decomposition import PCA

    components = 40
    oracle = PCA(components, whiten=True, svd_solver="full").fit_transform(rows)
    # scikit-learn divides by N - 1 where we divide by N, and adds nothing to the variances.
    oracle *= np.sqrt(len(rows) / (len(rows) - 1))
    ours = whiten(rows, *fit_whitening(rows, "pca", epsilon=1e-9))[:, :components]
    signs = np.sign((ours * oracle).sum(axis=0))
    np.testing.assert_allclose(ours * signs, oracle, atol=2e-3)


def test_pca_whitened_pixels_are_uncorrelated_with_floored_variance(rows: FloatArray) -> None:
    variances = np.linalg.eigvalsh(covariance(rows))[::-1].clip(0)
    epsilon = 0.1
    got = covariance(whiten(rows, *fit_whitening(rows, "pca", epsilon)))
    np.testing.assert_allclose(got, np.diag(variances / (variances + epsilon)), atol=1e-4)
    assert got[0, 0] > 0.95, "far above epsilon a variance becomes 1"


def test_without_a_floor_the_covariance_is_the_identity(rng: np.random.Generator) -> None:
    rows = (rng.normal(size=(4000, 6)) @ rng.normal(size=(6, 6)) + 3).astype(np.float32)
    for kind in ("pca", "zca"):
        got = covariance(whiten(rows, *fit_whitening(rows, kind, epsilon=0)))
        np.testing.assert_allclose(got, np.eye(6), atol=1e-3)


def test_zca_is_symmetric_and_nearer_to_the_pictures_than_pca(rows: FloatArray) -> None:
    mean, zca = fit_whitening(rows, "zca")
    np.testing.assert_allclose(zca, zca.T, atol=1e-5)
    centred = rows - mean
    distance = {
        kind: float(((whiten(rows, *fit_whitening(rows, kind)) - centred) ** 2).mean())
        for kind in ("pca", "zca")
    }
    assert distance["zca"] < 0.8 * distance["pca"]


def test_the_map_does_not_depend_on_the_order_of_the_digits(
    rows: FloatArray, rng: np.random.Generator
) -> None:
    few = rows[:, np.argsort(rows.var(axis=0))[-20:]]
    _, matrix = fit_whitening(few, "pca")
    _, shuffled = fit_whitening(few[rng.permutation(len(few))], "pca")
    np.testing.assert_allclose(matrix, shuffled, atol=1e-3)


def test_pixels_that_never_vary_stay_finite(rows: FloatArray) -> None:
    assert rows[:, 0].max() == 0, "a corner of the field never holds ink"
    whitened = whiten(rows, *fit_whitening(rows, "zca"))
    assert whitened.dtype == np.float32
    assert np.isfinite(whitened).all()
    assert np.abs(whitened[:, 0]).max() < 1e-5
