import subprocess
import sys
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from PIL import Image

from inkdigits.evaluation.pictures._style import DPI, drawing, hide_frame, percent_tick


def draw_line(target: Path) -> None:
    with drawing(target, height=2.0, width=3.0) as figure:
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1])
        axes.set_title("a line")


def test_picture_is_a_png_of_the_asked_size(tmp_path: Path) -> None:
    draw_line(tmp_path / "new" / "line.png")
    with Image.open(tmp_path / "new" / "line.png") as picture:
        assert picture.format == "PNG"
        assert picture.size == (3 * DPI, 2 * DPI)


def test_same_drawing_gives_the_same_bytes_whatever_the_users_settings(tmp_path: Path) -> None:
    draw_line(tmp_path / "one.png")
    with matplotlib.rc_context({"font.size": 30, "axes.grid": True, "lines.linewidth": 9}):
        draw_line(tmp_path / "two.png")
        assert matplotlib.rcParams["font.size"] == 30, "the user's settings are put back"
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_a_drawing_that_fails_leaves_no_file_and_can_be_followed_by_another(
    tmp_path: Path,
) -> None:
    with pytest.raises(ZeroDivisionError), drawing(tmp_path / "line.png", height=1.0):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []
    draw_line(tmp_path / "line.png")
    assert [path.name for path in tmp_path.iterdir()] == ["line.png"]


def test_hidden_frame_leaves_only_the_image(tmp_path: Path) -> None:
    with drawing(tmp_path / "white.png", height=1.0) as figure:
        axes = figure.add_subplot()
        axes.imshow(np.zeros((2, 2)), cmap="gray_r")
        hide_frame(axes)
    assert np.asarray(Image.open(tmp_path / "white.png").convert("L")).min() == 255


@pytest.mark.parametrize(
    ("share", "text"), [(1.0, "100 %"), (0.995, "99.5 %"), (0.966, "96.6 %"), (0.0, "0 %")]
)
def test_tick_labels_have_as_many_decimals_as_they_need(share: float, text: str) -> None:
    assert percent_tick(share, 0) == text


def test_pyplot_and_its_global_figures_are_never_loaded() -> None:
    code = "import sys, inkdigits.evaluation; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
