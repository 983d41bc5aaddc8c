"""Draw `docs/images/pages.jpg`: a made page of each category, and three to train on.

    python scripts/draw_pages.py

Digits are MNIST's training digits where MNIST is on the machine, else those in the package.
"""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkdigits.arrays import Uint8Array
from inkdigits.data import Dataset, find_mnist, load_dataset
from inkdigits.files import atomic_path
from inkdigits.pages import make_page

OUT = Path(__file__).parents[1] / "docs" / "images" / "pages.jpg"

# Seeds whose pages show what the category is about.
PAGES = (
    ("plain", 11), ("ruled", 2), ("graph", 3), ("boxes", 4),
    ("photo", 5), ("touching", 12), ("clutter", 0), ("sideways", 6),
    ("ids", 4), ("any", 602), ("any", 505), ("any", 306),
)  # fmt: skip
COLUMNS = 4
TILE = (320, 240)  # width and height of a page's place, in pixels
GAP, TITLE = 16, 30


def main() -> None:
    digits = load_dataset("embedded" if find_mnist() is None else "mnist").train
    rows = -(-len(PAGES) // COLUMNS)
    size = (COLUMNS * (TILE[0] + GAP) + GAP, rows * (TILE[1] + TITLE + GAP) + GAP)
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(20)
    for number, (category, seed) in enumerate(PAGES):
        left = GAP + number % COLUMNS * (TILE[0] + GAP)
        top = GAP + number // COLUMNS * (TILE[1] + TITLE + GAP)
        draw.text((left, top), category, fill=(40, 40, 40), font=font)
        page = fitted(digits, category, seed)
        sheet.paste(Image.fromarray(page), (left, top + TITLE))
    with atomic_path(OUT) as path:
        sheet.save(path, quality=88)


def fitted(digits: Dataset, category: str, seed: int) -> Uint8Array:
    """A page as large as its place allows, but never enlarged more than twice."""
    picture = make_page(digits, category, seed).picture
    scale = min(TILE[0] / picture.shape[1], TILE[1] / picture.shape[0], 2.0)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=method), np.uint8)


if __name__ == "__main__":
    main()
