"""Make the example pages that come with the package: `src/inkdigits/examples/pages/`.

The numbers are those that `inkdigits.examples` says; the digits are written with the strokes of
`draw_examples.py`, so that nobody's handwriting is used. Same seeds, same pages.

    python scripts/make_example_pages.py
"""

import cv2
import numpy as np
from draw_examples import WHITE, Example, Hand, Pen, coverage, plain

from inkdigits.data import Dataset
from inkdigits.examples import example_pages
from inkdigits.files import atomic_path
from inkdigits.pages import make_page

VARIANTS = 40  # of each digit, which no hand writes twice the same
QUALITY = 60  # of the JPEGs, for files below 60 kB
# Name of each page's file → its category and its seed.
PAGES = {"form.jpg": ("boxes", 22), "notebook.jpg": ("photo", 16), "sideways.jpg": ("sideways", 17)}


def write_digits(rng: np.random.Generator) -> Dataset:
    """Digits as MNIST has them: 28×28, the ink 20 pixels high and bright."""
    labels = np.repeat(np.arange(10, dtype=np.uint8), VARIANTS)
    images = [write_digit(int(label), rng) for label in labels]
    return Dataset(np.stack(images), labels, "strokes", "scripts/draw_examples.py")


def write_digit(label: int, rng: np.random.Generator) -> np.ndarray:
    hand = Hand(
        height=rng.uniform(0.64, 0.72), slant=rng.uniform(0.05, 0.2), turn=rng.normal(0, 2),
        shake=0.025,
    )  # fmt: skip
    example = Example("", (28, 28), Pen((0, 0, 0), 0.11), hand, plain(WHITE))
    return np.asarray(np.rint(coverage(example, label, rng) * 255), np.uint8)


def main() -> None:
    digits = write_digits(np.random.default_rng(1998))
    for page in example_pages():
        category, seed = PAGES[page.path.name]
        made = make_page(digits, category, seed, page.numbers)
        code = cv2.imencode(".jpg", made.picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
        with atomic_path(page.path) as path:
            path.write_bytes(code.tobytes())


if __name__ == "__main__":
    main()
