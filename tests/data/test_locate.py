import os
from pathlib import Path

import pytest

from inkdigits.data._locate import cache_folder, data_folders, find_file


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_folders_are_separated_like_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKDIGITS_DATA", os.pathsep.join(["one", "", "two three"]))
    assert data_folders() == [Path("one"), Path("two three")]
    monkeypatch.delenv("INKDIGITS_DATA")
    assert data_folders() == []


def test_each_place_is_searched_in_order(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = bare_machine / "first", bare_machine / "second"
    monkeypatch.setenv("INKDIGITS_DATA", f"{first}{os.pathsep}{second}")
    places = [
        first / "mnist" / "digits",
        first / "mnist" / "digits.gz",
        first / "digits",
        first / "digits.gz",
        second / "mnist" / "digits",
        second / "digits.gz",
        cache_folder() / "mnist" / "digits",
        cache_folder() / "digits.gz",
    ]
    assert find_file("digits", "mnist") is None
    # Filled from the last place to the first, each new file has to win.
    for place in reversed(places):
        touch(place)
        assert find_file("digits", "mnist") == place


def test_a_folder_of_that_name_is_no_file(bare_machine: Path) -> None:
    (bare_machine / "data" / "digits").mkdir(parents=True)
    assert find_file("digits", "mnist") is None
