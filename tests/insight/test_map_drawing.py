from pathlib import Path

import numpy as np
from PIL import Image

from inkdigits.insight._map_drawing import _apart, _middle, _places, draw_map


def test_places_keep_proportions_and_point_up() -> None:
    points = np.array([[0, 0], [20, 0], [0, 10]], np.float32)
    rows, columns = _places(points, edge=30).T
    assert columns[1] - columns[0] == 1370  # the longer side fills the canvas less one digit
    assert rows[0] - rows[2] == 685  # half as high, and the larger value on top
    assert rows.min() == columns.min() == 0


def test_points_in_one_place_are_drawn_in_one_place() -> None:
    assert _places(np.ones((3, 2), np.float32), edge=30).tolist() == [[0, 0]] * 3


def test_numbers_of_clusters_do_not_cover_each_other() -> None:
    crowded = np.array([[500, 500], [500, 500], [505, 510], [900, 100]], float)
    spread = _apart(crowded)
    distances = np.linalg.norm(spread[:, None] - spread[None], axis=-1)
    assert distances[~np.eye(4, dtype=bool)].min() > 79
    np.testing.assert_array_equal(spread[3], crowded[3])  # nobody near it, so it stays


def test_middle_of_a_class_in_two_places_lies_in_one_of_them() -> None:
    places = np.array([[0, 0], [2, 0], [1, 1], [1, 0], [900, 900]])
    assert _middle(places).tolist() in [[1, 0], [1, 1]]


def test_ink_has_the_colour_of_its_class(tmp_path: Path) -> None:
    images = np.full((2, 28, 28), 255, np.uint8)
    points = np.array([[0, 0], [100, 0]], np.float32)
    target = tmp_path / "map.png"
    draw_map(images, None, points, "two blots", None, target)
    drawn = np.asarray(Image.open(target).convert("RGB")).reshape(-1, 3)
    unlabelled = {tuple(colour) for colour in drawn.tolist()}
    assert (27, 36, 48) in unlabelled
    draw_map(images, np.array([0, 6], np.uint8), points, "a 0 and a 6", None, target)
    drawn = np.asarray(Image.open(target).convert("RGB")).reshape(-1, 3)
    labelled = {tuple(colour) for colour in drawn.tolist()}
    assert {(0x33, 0x22, 0x88), (0xCC, 0x66, 0x77)} <= labelled
