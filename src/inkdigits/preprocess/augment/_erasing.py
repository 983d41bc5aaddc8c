import numpy as np

from inkdigits.arrays import Images

_LEAST = 0.02  # of the picture's area
_ASPECT = 0.3, 3.3  # height over width


def augment_erasing(images: Images, rng: np.random.Generator, area: float = 0.08) -> Images:
    """Cover a part of each digit with a rectangle: half of them empty, half of an even grey.

    Random erasing, Zhong, Zheng, Kang, Li and Yang 2020 (AAAI 34(7), algorithm 1), with smaller
    rectangles than theirs, which reach 40 %: a digit must keep what tells it from another.

    Args:
        images: (N, H, W) uint8.
        rng: where the chances come from.
        area: the largest rectangle as a share of the picture; each is drawn evenly from 0.02 (or
            `area`, if that is less) to it.

    Returns:
        (N, H, W) uint8, new pictures in the same order.
    """
    count, height, width = images.shape
    pixels = rng.uniform(min(_LEAST, area), area, count) * height * width
    aspect = np.exp(rng.uniform(np.log(_ASPECT[0]), np.log(_ASPECT[1]), count))
    rows = _stretch(np.sqrt(pixels * aspect), height, rng)[:, :, None]
    columns = _stretch(np.sqrt(pixels / aspect), width, rng)[:, None, :]
    grey = rng.integers(0, 256, count, np.uint8) * rng.integers(0, 2, count, np.uint8)
    return np.where(rows & columns, grey[:, None, None], images)


def _stretch(lengths: np.ndarray, side: int, rng: np.random.Generator) -> np.ndarray:
    """(N, side) bool: a run of each length, rounded to pixels, anywhere in the side."""
    whole = np.clip(np.rint(lengths), 1, side).astype(int)
    first = rng.integers(0, side - whole + 1)[:, None]
    places = np.arange(side)
    return np.asarray((places >= first) & (places < first + whole[:, None]))
