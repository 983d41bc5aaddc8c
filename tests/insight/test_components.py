import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.insight._components import PrincipalComponents, principal_components


@pytest.fixture(scope="module")
def components(uci: Split) -> PrincipalComponents:
    return principal_components(uci.train.images)


def test_agrees_with_the_singular_value_decomposition(
    uci: Split, components: PrincipalComponents
) -> None:
    flat = uci.train.images.reshape(-1, 784) / 255.0
    _, singular, axes = np.linalg.svd(flat - flat.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(components.variances, singular**2 / len(flat), atol=1e-5)
    alike = np.abs(np.sum(components.axes[:20] * axes[:20], axis=1))  # the sign is free
    np.testing.assert_allclose(alike, 1.0, atol=1e-3)


@pytest.mark.train
def test_agrees_with_scikit_learn(uci: Split, components: PrincipalComponents) -> None:
    from sklearn.decomposition import PCA

    flat = uci.train.images.reshape(-1, 784) / 255.0
    reference = PCA(n_components=50, svd_solver="full").fit(flat)
    np.testing.assert_allclose(
        components.explained[:50], np.cumsum(reference.explained_variance_ratio_), atol=1e-5
    )
    ours, theirs = components.project(uci.train.images, 5), reference.transform(flat)[:, :5]
    np.testing.assert_allclose(np.abs(ours), np.abs(theirs), atol=1e-2)


@pytest.mark.mnist
def test_mnist_needs_154_components_for_95_percent(mnist: Split) -> None:
    # Géron, Hands-On Machine Learning, 2nd ed. 2019, chapter 8.
    found = principal_components(mnist.train.images)
    assert (found.needed(0.9), found.needed(0.95)) == (87, 154)


def test_largest_entry_of_each_axis_is_positive(components: PrincipalComponents) -> None:
    largest = np.abs(components.axes).argmax(axis=1)
    assert (components.axes[np.arange(784), largest] > 0).all()


def test_needed_is_the_fewest_that_suffice(components: PrincipalComponents) -> None:
    for share in (0.5, 0.9, 0.99):
        count = components.needed(share)
        assert components.explained[count - 1] >= share > components.explained[count - 2]
    assert components.needed(1.0) <= 784


def test_rebuild_from_all_components_gives_the_image_back(
    uci: Split, components: PrincipalComponents
) -> None:
    image = uci.train.images[3]
    np.testing.assert_allclose(components.rebuild(image, 784), image / 255.0, atol=1e-4)
    coarse = np.abs(components.rebuild(image, 10) - image / 255.0).mean()
    fine = np.abs(components.rebuild(image, 100) - image / 255.0).mean()
    assert coarse > fine > 1e-4


def test_images_that_are_all_the_same_have_no_variance() -> None:
    found = principal_components(np.full((12, 28, 28), 80, np.uint8))
    assert found.variances.max() < 1e-12
    assert np.isfinite(found.explained).all()
