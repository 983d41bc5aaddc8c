import numpy as np

from inkdigits.pages._grain import absorb, clouds, grain
from inkdigits.pages._sheet import fold, lay_on_table, light_on_dark, show_through, table_mask


def white(height: int = 120, width: int = 160) -> np.ndarray:
    return np.ones((height, width, 3), np.float32)


def test_noise_has_the_deviation_that_it_says(rng: np.random.Generator) -> None:
    for soft in (0.0, 0.8, 2.0):
        assert abs(grain((400, 400), rng, soft).std() - 1) < 0.05
    assert abs(clouds((600, 600), 6, rng).std() - 0.8) < 0.2


def test_ink_takes_light_where_it_covers() -> None:
    paper, cover = white(4, 5), np.zeros((4, 5), np.float32)
    cover[1, 2], cover[2, 3] = 1.0, 0.5
    absorb(paper, cover, (0.2, 0.4, 1.0))
    assert np.allclose(paper[1, 2], [0.2, 0.4, 1.0])
    assert np.allclose(paper[2, 3], [0.6, 0.7, 1.0])
    assert (paper[cover == 0] == 1).all()


def test_a_table_ends_where_the_sheet_begins(rng: np.random.Generator) -> None:
    paper = white()
    sheet = (30, -50, 5000, 90)
    lay_on_table(paper, sheet, rng)
    inside = table_mask((120, 160), sheet) == 0
    assert inside.sum() == 90 * 130
    assert (paper[inside] == 1).all()
    assert paper[~inside].mean() < 0.8


def test_on_a_board_ink_is_lighter_than_the_ground(rng: np.random.Generator) -> None:
    for _ in range(8):
        paper = white() * np.float32(0.95)
        paper[40:60, 40:100] = 0.1
        board = light_on_dark(paper, rng)
        assert board[40:60, 40:100].mean() > board[:30].mean() + 0.3
        assert board.min() >= 0
        assert board.max() <= 1


def test_folds_and_the_back_leave_the_sheet_light(rng: np.random.Generator) -> None:
    for change in (fold, lambda paper, rng: show_through(paper, 20, rng)):
        paper = white()
        change(paper, rng)
        assert (paper != 1).any()
        assert paper.mean() > 0.85
        assert paper.min() > 0.4
