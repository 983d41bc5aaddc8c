import numpy as np
import pytest
import torch
from sklearn.metrics.pairwise import cosine_similarity, rbf_kernel
from sklearn.preprocessing import normalize
from sklearn.svm import SVC

from inkdigits.arrays import FloatArray, Labels
from inkdigits.models.classic._kernels import gaussian, polynomial, to_length_1
from inkdigits.models.classic._pairs import PAIRS
from inkdigits.models.classic._virtual import shift_rows
from inkdigits.models.classic.machine import SupportVectors

pytestmark = pytest.mark.train

Rows = tuple[FloatArray, Labels, FloatArray]


def test_the_gaussian_kernel_is_scikit_learns(rows: Rows) -> None:
    a, b = rows[0][:50], rows[2][:40]
    got = gaussian(torch.from_numpy(a), torch.from_numpy(b), 0.03).numpy()
    np.testing.assert_allclose(got, rbf_kernel(a, b, gamma=0.03), atol=1e-5)


def test_the_polynomial_kernel_is_a_power_of_the_angles_cosine(rows: Rows) -> None:
    a, b = rows[0][:50].astype(np.float64), rows[2][:40].astype(np.float64)
    cosine = cosine_similarity(a, b)
    one, other = to_length_1(torch.from_numpy(a)), to_length_1(torch.from_numpy(b))
    got = polynomial(one, other, 9, 1.0).numpy()
    np.testing.assert_allclose(got, ((cosine + 1) / 2) ** 9, rtol=1e-9)
    np.testing.assert_allclose(polynomial(one, other, 4, 0.0).numpy(), cosine**4, rtol=1e-9)


def test_a_picture_without_ink_is_like_nothing_and_no_nan() -> None:
    blank, full = torch.zeros((1, 784)), torch.ones((1, 784))
    machine = SupportVectors("polynomial", degree=4)
    assert machine.similarity(blank, full).item() == pytest.approx(1 / 16)
    assert machine.similarity(full, full).item() == pytest.approx(1)


def test_each_pair_decides_as_libsvm_does(rows: Rows) -> None:
    digits, labels, others = rows
    ours = SupportVectors(cost=10, gamma=1.5).fit(digits, labels)
    theirs = SVC(C=10, gamma=1.5, decision_function_shape="ovo").fit(normalize(digits), labels)
    # libsvm's own decisions; it solves to a tolerance of 1e-3.
    got = ours.decide(torch.from_numpy(others)).numpy()
    np.testing.assert_allclose(got, theirs.decision_function(normalize(others)), atol=5e-3)
    assert (ours.predict(others) == theirs.predict(normalize(others))).mean() >= 0.99
    assert len(ours.vectors_) == len(theirs.support_)


def test_moved_vectors_train_a_machine_that_errs_less(rows: Rows) -> None:
    digits, labels, _ = rows
    known, asked = slice(0, 300), slice(300, 600)
    errors = []
    for shift in (0, 1):
        machine = SupportVectors("polynomial", degree=9, shift=shift)
        machine.fit(digits[known], labels[known])
        moved = shift_rows(digits[asked], 1)  # what it must be able to read
        errors.append(int((machine.predict(moved) != np.tile(labels[asked], 9)).sum()))
    assert errors[1] < 0.7 * errors[0]


def test_few_vectors_stand_for_many(rows: Rows) -> None:
    digits, labels, others = rows
    whole = SupportVectors("polynomial", degree=5).fit(digits, labels)
    kept = len(whole.vectors_) - 20
    few = SupportVectors("polynomial", degree=5, reduced=kept, random_state=3).fit(digits, labels)
    assert few.vectors_.shape == (kept, 784)
    assert few.weights_.shape == (kept, len(PAIRS))
    assert (few.predict(others) == whole.predict(others)).mean() >= 0.98
    again = SupportVectors("polynomial", degree=5, reduced=kept, random_state=3)
    np.testing.assert_array_equal(again.fit(digits, labels).weights_, few.weights_)


def test_as_many_as_there_are_need_not_be_reduced(rows: Rows) -> None:
    digits, labels, _ = rows
    whole = SupportVectors().fit(digits, labels)
    same = SupportVectors(reduced=10_000).fit(digits, labels)
    np.testing.assert_array_equal(same.vectors_, whole.vectors_)


def test_training_tells_how_far_it_is(rows: Rows) -> None:
    machine = SupportVectors()
    seen: list[tuple[int, int]] = []
    machine.progress = lambda done, total: seen.append((done, total))
    machine.fit(rows[0][:200], rows[1][:200])
    assert seen == [(done, 45) for done in range(1, 46)]


def test_shifts_move_a_picture_and_bring_in_blank_pixels() -> None:
    picture = np.zeros((1, 9), np.float32)
    picture[0, 0] = 1  # the upper left corner
    moved = shift_rows(picture, 1).reshape(9, 3, 3)
    places = [tuple(int(i) for i in np.argwhere(shot)[0]) for shot in moved if shot.any()]
    assert places == [(1, 1), (1, 0), (0, 1), (0, 0)]
    assert len(shift_rows(picture, 2)) == 25
