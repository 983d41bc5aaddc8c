import numpy as np

from inkdigits.insight._picture import contact_sheet, percent


def test_contact_sheet_sets_images_in_rows() -> None:
    images = np.stack([np.full((2, 3), value, np.uint8) for value in (1, 2, 3)])
    assert contact_sheet(images, columns=2, gap=1).tolist() == [
        [1, 1, 1, 0, 2, 2, 2],
        [1, 1, 1, 0, 2, 2, 2],
        [0, 0, 0, 0, 0, 0, 0],
        [3, 3, 3, 0, 0, 0, 0],
        [3, 3, 3, 0, 0, 0, 0],
    ]


def test_percent_never_parts_from_its_number() -> None:
    assert percent(0.0971) == "9.7\N{NO-BREAK SPACE}%"
    assert percent(1, 0) == "100\N{NO-BREAK SPACE}%"
