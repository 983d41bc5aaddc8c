import pytest

from inkdigits.errors import InputError
from inkdigits.leaderboard import choose_rows
from inkdigits.leaderboard.rows import FAMILIES, ROWS, Row
from inkdigits.models import apply_settings, find_entry


def test_the_published_table_has_sixty_nine_rows() -> None:
    published = [row.published for row in ROWS if row.published is not None]
    assert len(published) == 69
    assert (min(published), max(published)) == (0.23, 12.0)


def test_forty_of_them_at_least_are_run_here() -> None:
    assert sum(row.published is not None and bool(row.model) for row in ROWS) >= 40


@pytest.mark.parametrize("row", [row for row in ROWS if row.model], ids=lambda row: row.key)
def test_the_zoo_takes_each_rows_settings(row: Row) -> None:
    recipe = apply_settings(find_entry(row.model).recipe, row.settings)
    assert recipe.model == row.model


def test_rows_without_a_model_say_why() -> None:
    assert all(row.note for row in ROWS if not row.model)


def test_keys_name_files_and_no_two_are_the_same() -> None:
    keys = [row.key for row in ROWS]
    assert len(set(keys)) == len(keys)
    assert all(key.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == "" for key in keys)


def test_quick_takes_ten_rows_of_every_kind_but_the_slow() -> None:
    rows = choose_rows(quick=True)
    assert len(rows) == 10
    assert {row.family for row in rows} == set(FAMILIES)


def test_rows_are_chosen_by_family_model_and_key() -> None:
    assert {row.family for row in choose_rows(["svm"])} == {"svm"}
    assert {row.model for row in choose_rows(["lenet-5", "knn-idm"])} == {"lenet-5", "knn-idm"}
    (only,) = choose_rows(["pairwise-linear-classifier-deskewing"])
    assert only.model == "pairwise-linear"


def test_an_unknown_word_is_answered_with_those_there_are() -> None:
    message = r"^got --only mlp, wanted a family \(linear, knn, .*ours\) or a model \(linear, .*\)$"
    with pytest.raises(InputError, match=message):
        choose_rows(["svm", "mlp"])
