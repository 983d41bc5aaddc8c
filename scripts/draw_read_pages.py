"""Draw the example pages with what is read on them: `docs/images/read.jpg`.

python scripts/draw_read_pages.py
"""

from pathlib import Path

import cv2
import numpy as np

from inkdigits.examples import example_pages
from inkdigits.images import decode_gray, write_picture
from inkdigits.reading import read
from inkdigits.reading.annotation import annotate

TARGET = Path(__file__).parent.parent / "docs" / "images" / "read.jpg"
HEIGHT = 560  # of each page in the picture
GAP = 16


def main() -> None:
    row = []
    for page in example_pages():
        found = read(page.path)
        print(page.path.name, *(f"{line.text} ({line.confidence:.3f})" for line in found.lines))
        drawn = annotate(decode_gray(page.path), found)
        width = round(drawn.shape[1] * HEIGHT / drawn.shape[0])
        row += [
            cv2.resize(drawn, (width, HEIGHT), interpolation=cv2.INTER_AREA),
            np.full((HEIGHT, GAP, 3), 255, np.uint8),
        ]
    write_picture(TARGET, np.hstack(row[:-1]))


if __name__ == "__main__":
    main()
