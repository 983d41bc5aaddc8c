import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.arrays import Images, Uint8Array
from inkdigits.data import Split
from inkdigits.errors import InputError
from inkdigits.preprocess import crop, place, to_field
from inkdigits.preprocess._field import is_field
from inkdigits.recognizer import Recognizer, load_recognizer
from tests.preprocess.pictures import drawn, photographed

# MNIST's page: "normalized to fit in a 20x20 pixel box", "center of mass ... of the 28x28 field".
BOX = 20


@given(
    digit=st.sampled_from([0, 2, 3, 5, 7, 8]),
    size=st.integers(60, 700),
    share=st.floats(0.3, 0.9),
    across=st.floats(0, 1),
    down=st.floats(0, 1),
    light_on_dark=st.booleans(),
)
def test_ink_anywhere_of_any_size_in_either_polarity_stands_as_in_mnist(
    digit: int, size: int, share: float, across: float, down: float, light_on_dark: bool
) -> None:
    gray = drawn(digit, size, share, (across, down))
    field = to_field(255 - gray if light_on_dark else gray)
    assert field.shape == (28, 28)
    assert field.dtype == np.uint8
    assert max(crop(field).shape) <= BOX
    assert max(crop(np.where(field > 64, field, 0)).shape) >= BOX - 2, "and fills the box"
    rows, columns = np.mgrid[:28, :28] + 0.5
    weight = field.astype(float) / field.sum()
    assert abs((rows * weight).sum() - 14) <= 1
    assert abs((columns * weight).sum() - 14) <= 1


@given(digit=st.sampled_from([2, 3, 5, 7]), light_on_dark=st.booleans())
def test_polarity_does_not_change_the_field(digit: int, light_on_dark: bool) -> None:
    gray = drawn(digit, 300, 0.6, (0.5, 0.5))
    difference = to_field(gray).astype(int) - to_field(255 - gray)
    assert np.abs(difference).mean() < 2, f"{light_on_dark=}"


def test_a_field_stays_as_it_is(uci: Split) -> None:
    for field in uci.evaluation.images[:100]:
        found = to_field(field)
        if is_field(field):
            assert np.array_equal(found, field)
            assert not np.shares_memory(found, field)


@pytest.mark.mnist
def test_all_of_mnists_test_digits_stay_as_they_are(mnist: Split) -> None:
    for field in mnist.evaluation.images:
        assert np.array_equal(to_field(field), field)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_blank_picture_has_no_ink(level: int) -> None:
    with pytest.raises(InputError) as caught:
        to_field(np.full((200, 150), level, np.uint8))
    assert str(caught.value) == (
        "got an image without ink, wanted one written digit; write darker or move closer"
    )


def test_a_noisy_blank_page_has_no_ink(rng: np.random.Generator) -> None:
    page = np.clip(rng.normal(200, 6, (240, 240)), 0, 255).astype(np.uint8)
    with pytest.raises(InputError, match="without ink"):
        to_field(page)


def test_one_pixel() -> None:
    with pytest.raises(InputError, match="without ink"):
        to_field(np.zeros((1, 1), np.uint8))


def test_crop_keeps_exactly_the_ink() -> None:
    page = np.zeros((9, 12), np.uint8)
    page[2:5, 3:11] = 7
    assert crop(page).shape == (3, 8)
    assert crop(np.zeros((4, 4), np.uint8)).shape == (0, 0)


def test_place_scales_the_longer_side_to_twenty() -> None:
    field = place(np.full((10, 5), 255, np.uint8))
    assert crop(field).shape == (20, 10)
    assert field[4:24, 9:19].min() == 255


def accuracy(recognizer: Recognizer, fields: Images, labels: Uint8Array) -> float:
    return float((recognizer.predict(fields) == labels).mean())


@pytest.mark.mnist
def test_photographs_of_mnist_digits_are_read_nearly_as_well_as_the_digits(
    mnist: Split, rng: np.random.Generator
) -> None:
    chosen = rng.choice(len(mnist.evaluation.images), 300, replace=False)
    images, labels = mnist.evaluation.images[chosen], mnist.evaluation.labels[chosen]
    fields = np.stack([to_field(photographed(image, rng)) for image in images])
    recognizer = load_recognizer()
    raw = accuracy(recognizer, images, labels)
    assert raw - accuracy(recognizer, fields, labels) <= 0.02


@pytest.mark.parametrize("kernel", [1, 3])
def test_a_field_with_margins_is_found_again(kernel: int, uci: Split) -> None:
    field = next(f for f in uci.evaluation.images if is_field(f))
    large = cv2.resize(np.pad(field, 20), (680, 680), interpolation=cv2.INTER_CUBIC)
    found = to_field(cv2.blur(large, (kernel, kernel)))
    correlation = np.corrcoef(found.ravel(), field.ravel())[0, 1]
    assert correlation > 0.9


@pytest.mark.parametrize("shape", [(1, 1), (1, 600), (900, 2), (3, 10_000)])
def test_slivers_hold_no_digit(shape: tuple[int, int], rng: np.random.Generator) -> None:
    for gray in (np.zeros(shape, np.uint8), rng.integers(0, 256, shape, np.uint8)):
        with pytest.raises(InputError, match="without ink"):
            to_field(gray)
