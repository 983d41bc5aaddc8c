import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier

from inkdigits.data import Split, load_dataset


def test_they_are_scikit_learns_digits_in_its_order(uci: Split) -> None:
    digits = load_digits()
    assert (len(uci.train), len(uci.test)) == (1297, 500)
    np.testing.assert_array_equal(uci.train.labels, digits.target[:1297])
    np.testing.assert_array_equal(uci.test.labels, digits.target[1297:])
    # The ink stays where it was: each enlarged digit, counted back into cells, is its original.
    small = digits.images[:200].reshape(200, -1)
    shrunk = uci.train.images[:200, 4:24, 4:24].reshape(200, 10, 2, 10, 2).mean((2, 4))
    middle = shrunk[:, 1:9, 1:9].reshape(200, -1)
    alike = np.corrcoef(middle, small)[:200, 200:]
    assert np.median(np.diagonal(alike)) > 0.7
    assert np.diagonal(alike).mean() > alike.mean() + 0.2


def test_they_stand_in_the_field_as_mnist_digits_do(uci: Split) -> None:
    images = np.concatenate([uci.train.images, uci.test.images]).astype(float)
    rows, columns = images.any(axis=2), images.any(axis=1)
    for profile in (rows, columns):
        first, last = profile.argmax(axis=1), 27 - profile[:, ::-1].argmax(axis=1)
        assert (last - first + 1).max() <= 20
    mass = images.sum(axis=(1, 2))
    for axis in (1, 2):
        centre = (images.sum(axis=3 - axis) @ (np.arange(28) + 0.5)) / mass
        assert np.abs(centre - 14).max() < 1
    # ink bright on dark, with full black and full white, and strokes about as bold as MNIST's
    assert (images.min(axis=(1, 2)) == 0).all()
    assert images.max(axis=(1, 2)).min() > 200
    assert images.mean() == pytest.approx(33.3, abs=8)


def test_training_on_them_works(uci: Split) -> None:
    model = KNeighborsClassifier(3).fit(uci.train.images.reshape(-1, 784), uci.train.labels)
    accuracy = model.score(uci.test.images.reshape(-1, 784), uci.test.labels)
    assert accuracy > 0.94


def test_they_have_two_names_and_say_where_they_are_from(uci: Split) -> None:
    assert load_dataset("embedded") is load_dataset("uci-digits")
    assert uci.train.name == "uci-digits-train"
    assert uci.train.source.startswith("UCI handwritten digits (Alpaydin and Kaynak)")


@pytest.mark.mnist
def test_a_reader_of_mnist_reads_them(uci: Split, mnist: Split) -> None:
    few = mnist.train.subset(np.arange(5000))
    model = KNeighborsClassifier(3).fit(few.images.reshape(-1, 784), few.labels)
    assert model.score(uci.test.images.reshape(-1, 784), uci.test.labels) > 0.75
