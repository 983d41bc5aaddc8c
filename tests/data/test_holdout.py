import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.data import Dataset, HoldOutMethod, Split, hold_out
from inkdigits.errors import InputError


def numbered(count: int, classes: int = 10, writers: int = 20) -> Dataset:
    """Digits that say their own position, so that a test sees where each one went."""
    images = np.zeros((count, 28, 28), np.uint8)
    images[:, 0, 0], images[:, 0, 1] = np.arange(count) // 256, np.arange(count) % 256
    position = np.arange(count)
    return Dataset(
        images,
        (position % classes).astype(np.uint8),
        "some",
        "made up",
        (position // 3 % writers).astype(np.int32),
    )


def positions(dataset: Dataset) -> list[int]:
    return (dataset.images[:, 0, 0].astype(int) * 256 + dataset.images[:, 0, 1]).tolist()


@given(
    st.sampled_from(["last", "random", "stratified", "writers"]),
    st.integers(1, 299),
    st.integers(0, 2**32),
)
def test_every_digit_goes_to_exactly_one_side(method: HoldOutMethod, size: int, seed: int) -> None:
    dataset = numbered(300)
    rest, held = hold_out(dataset, method, size, seed)
    assert sorted(positions(rest) + positions(held)) == list(range(300))
    assert positions(rest) == sorted(positions(rest))
    assert positions(held) == sorted(positions(held))
    assert held.labels.tolist() == [position % 10 for position in positions(held)]
    assert held.writers.tolist() == [position // 3 % 20 for position in positions(held)]
    if method != "writers":
        assert len(held) == size


@pytest.mark.parametrize("method", ["random", "stratified", "writers"])
def test_the_seed_decides(method: HoldOutMethod) -> None:
    dataset = numbered(600)
    first, again, other = (positions(hold_out(dataset, method, 0.25, s)[1]) for s in (1, 1, 2))
    assert first == again
    assert first != other


def test_last_is_the_tail() -> None:
    rest, held = hold_out(numbered(10), "last", 3, seed=5)
    assert positions(held) == [7, 8, 9]
    assert (rest.name, held.name) == ("some-rest", "some-validation")


@pytest.mark.parametrize(
    ("count", "fraction", "held"), [(60_000, 0.1, 6000), (1297, 0.1, 129), (11, 0.5, 5)]
)
def test_a_fraction_becomes_whole_digits(count: int, fraction: float, held: int) -> None:
    assert len(hold_out(numbered(count), "random", fraction)[1]) == held


def test_stratified_keeps_each_class_share(rng: np.random.Generator) -> None:
    labels = rng.choice(10, 1000, p=[0.3, 0.2, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.04, 0.01])
    dataset = Dataset(
        np.zeros((1000, 28, 28), np.uint8), labels.astype(np.uint8), "some", "made up"
    )
    _, held = hold_out(dataset, "stratified", 333)
    exact = np.bincount(labels, minlength=10) * 0.333
    assert len(held) == 333
    assert np.abs(np.bincount(held.labels, minlength=10) - exact).max() < 1


@given(st.integers(1, 299), st.integers(0, 1000))
def test_nobody_writes_on_both_sides(size: int, seed: int) -> None:
    rest, held = hold_out(numbered(300), "writers", size, seed)
    assert not set(rest.writers.tolist()) & set(held.writers.tolist())
    # Each of the 20 writers has 15 digits, so half of that is as near as can be,
    # unless one side would be empty.
    assert len(held) == min(max(15 * round(size / 15), 15), 285) or abs(len(held) - size) <= 7


@pytest.mark.parametrize("size", [0, 100, 101, -1, 0.0, 1.0, 0.001, -0.5, float("nan"), 1e300])
def test_a_size_that_leaves_a_side_empty_is_refused(size: float) -> None:
    with pytest.raises(InputError, match=r"cannot hold out .* of 100 digits; wanted a number from"):
        hold_out(numbered(100), "random", size)


def test_what_a_method_needs_is_asked_for() -> None:
    images = np.zeros((10, 28, 28), np.uint8)
    bare = Dataset(images, None, "bare", "made up")
    with pytest.raises(InputError, match="bare: a stratified split needs labels"):
        hold_out(bare, "stratified", 2)
    with pytest.raises(InputError, match=r"bare: nothing says who wrote .* data fetch mnist"):
        hold_out(bare, "writers", 2)
    with pytest.raises(InputError, match="all digits are by one writer"):
        hold_out(numbered(10, writers=1), "writers", 2)
    with pytest.raises(InputError, match="unknown way to hold out: 'first'; wanted last, random,"):
        hold_out(bare, "first", 2)  # type: ignore[arg-type]


@pytest.mark.mnist
def test_the_usual_split_of_mnist_leaks_writers(mnist: Split) -> None:
    """The last 10,000 training digits, the field's usual validation set, are no new hands."""
    if mnist.train.writers is None:
        pytest.skip("QMNIST's extended labels not found in INKDIGITS_DATA")
    rest, held = hold_out(mnist.train, "last", 10_000)
    writers = set(held.writers.tolist())
    assert len(writers) == 305
    assert len(writers & set(rest.writers.tolist())) == 251


@pytest.mark.mnist
@pytest.mark.parametrize("seed", range(5))
def test_a_writer_disjoint_split_of_mnist_is_near_its_size(mnist: Split, seed: int) -> None:
    if mnist.train.writers is None:
        pytest.skip("QMNIST's extended labels not found in INKDIGITS_DATA")
    rest, held = hold_out(mnist.train, "writers", 10_000, seed)
    assert not set(rest.writers.tolist()) & set(held.writers.tolist())
    assert abs(len(held) - 10_000) < 150
