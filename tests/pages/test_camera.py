import numpy as np

from inkdigits.pages._camera import Shot, develop, draw_any_shot


def gray(level: float = 0.5) -> np.ndarray:
    return np.full((90, 120, 3), level, np.float32)


def test_a_plain_shot_changes_nothing(rng: np.random.Generator) -> None:
    page = rng.integers(0, 256, (40, 50, 3)).astype(np.float32)
    picture = develop(page / 255, Shot(), rng)
    assert np.array_equal(picture, page.astype(np.uint8))


def test_noise_is_as_strong_as_it_says(rng: np.random.Generator) -> None:
    picture = develop(gray(), Shot(noise=8), rng).astype(float)
    expected = 8 * np.hypot(1, 0.5 * 0.7)  # a channel's own is drawn at half the places
    assert abs(picture.std() - expected) < 0.8


def test_light_falls_off_as_far_as_it_says(rng: np.random.Generator) -> None:
    lit = develop(gray(0.8), Shot(light=0.5, slope=0.4), rng).astype(float)
    assert 0.8 * 255 * 0.5 * 0.5 < lit.min() < lit.max() < 0.8 * 255 * 0.5 * 1.1
    assert lit.max() - lit.min() > 0.25 * lit.max()


def test_a_moving_camera_smears_along_one_way(rng: np.random.Generator) -> None:
    page = np.zeros((41, 41, 3), np.float32)
    page[20, 20] = 1
    smear = develop(page, Shot(motion=9), rng)[..., 0].astype(float)
    assert abs(smear.sum() - 255) < 10
    rows, columns = np.nonzero(smear)
    assert 6 <= np.hypot(np.ptp(rows), np.ptp(columns)) <= 12


def test_a_lamp_shines_back_and_warm_light_is_red(rng: np.random.Generator) -> None:
    glared = develop(gray(0.3), Shot(glare=0.7), rng)
    assert glared.max() > 150
    assert np.median(glared) < 100
    warm = develop(gray(), Shot(tint=0.2), rng)[0, 0].astype(int)
    assert warm[0] > warm[1] > warm[2]


def test_any_shot_lies_on_each_of_its_sides_but_mostly_upright(rng: np.random.Generator) -> None:
    quarters = [draw_any_shot(30, rng).quarter for _ in range(400)]
    shares = np.bincount(quarters, minlength=4) / 400
    assert (shares[1:] > 0.05).all()
    assert shares[0] > 0.6


def test_small_digits_are_never_blurred_beyond_reading(rng: np.random.Generator) -> None:
    small = [draw_any_shot(15, rng) for _ in range(200)]
    large = [draw_any_shot(150, rng) for _ in range(200)]
    assert max(shot.blur for shot in small) <= 0.7
    assert max(shot.motion for shot in small) <= 1.5
    assert max(shot.blur for shot in large) > 2
