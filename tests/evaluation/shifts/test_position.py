import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from inkdigits.arrays import Images
from inkdigits.data import Split
from inkdigits.evaluation import SHIFTS


def moved(images: Images, down: int, right: int) -> Images:
    """The pictures moved with numpy alone, black where they were."""
    frame = np.pad(images, ((0, 0), (6, 6), (6, 6)))
    return np.roll(frame, (down, right), axis=(1, 2))[:, 6:-6, 6:-6]


@pytest.mark.parametrize("pixels", [1, 4, 6])
def test_shift_moves_whole_pixels_in_eight_directions_equally_often(
    pixels: int, uci: Split
) -> None:
    images = uci.evaluation.images[:80]
    shifted = SHIFTS["shift"](images, pixels)
    met = []
    for down in (-pixels, 0, pixels):
        for right in (-pixels, 0, pixels):
            same = (shifted == moved(images, down, right)).all(axis=(1, 2))
            met.append(int(same.sum()))
    assert met == [10, 10, 10, 10, 0, 10, 10, 10, 10]


def test_a_digit_goes_the_same_way_at_every_distance(uci: Split) -> None:
    images = uci.evaluation.images[:40]
    near, far = SHIFTS["shift"](images, 1), SHIFTS["shift"](images, 2)
    for one, two, image in zip(near, far, images, strict=True):
        step = np.array(ndimage.center_of_mass(one)) - ndimage.center_of_mass(image)
        np.testing.assert_array_equal(moved(one[None], *np.rint(step).astype(int))[0], two)


@pytest.mark.parametrize("degrees", [-30, 15, 20])
def test_rotation_is_pillows(degrees: float, uci: Split) -> None:
    image = uci.evaluation.images[0]
    ours = SHIFTS["rotation"](image[None], degrees)[0].astype(int)
    theirs = Image.fromarray(image).rotate(degrees, Image.Resampling.BILINEAR)
    assert np.abs(ours - np.asarray(theirs)).mean() < 1.5, "grey levels"


def test_slant_leans_to_the_right_by_its_angle() -> None:
    bar = np.zeros((1, 28, 28), np.uint8)
    bar[:, 4:24, 13:15] = 255
    leaning = SHIFTS["slant"](bar, 20)[0]
    columns = np.arange(28)
    middles = [(row * columns).sum() / row.sum() for row in leaning[5:23].astype(float)]
    assert np.diff(middles) == pytest.approx(-np.tan(np.deg2rad(20)), abs=0.1)
    assert np.mean(middles) == pytest.approx(13.5, abs=0.05)


@pytest.mark.parametrize("factor", [0.6, 0.8, 1.2])
def test_scale_is_of_both_sides_about_the_middle(factor: float) -> None:
    square = np.zeros((1, 28, 28), np.uint8)
    square[:, 9:19, 4:24] = 255
    scaled = SHIFTS["scale"](square, factor)[0].astype(float)
    assert (scaled.sum(axis=0).max() / 255, scaled.sum(axis=1).max() / 255) == pytest.approx(
        (10 * factor, 20 * factor), abs=0.2
    )
    assert ndimage.center_of_mass(scaled) == pytest.approx((13.5, 13.5), abs=0.1)


def test_what_leaves_the_field_is_cut_off() -> None:
    full = np.full((8, 28, 28), 255, np.uint8)
    inked = (SHIFTS["shift"](full, 6) > 0).sum(axis=(1, 2))
    assert sorted(inked) == [22 * 22] * 4 + [22 * 28] * 4
