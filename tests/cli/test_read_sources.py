from pathlib import Path

import pytest

from inkdigits.cli._read_sources import Source, find_sources


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def names(sources: list[Source]) -> list[str]:
    return [str(source.name) for source in sources]


def test_files_of_a_folder_are_called_as_they_lie_in_it(tmp_path: Path) -> None:
    touch(tmp_path, "scans/page10.png", "scans/page2.png", "scans/2024/a.jpg", "scans/notes.txt")
    sources, problems = find_sources([tmp_path / "scans"])
    assert names(sources) == ["2024/a", "page2", "page10"]
    assert [source.path for source in sources] == [
        tmp_path / "scans" / name for name in ("2024/a.jpg", "page2.png", "page10.png")
    ]
    assert problems == []


def test_no_two_are_called_the_same(tmp_path: Path) -> None:
    touch(tmp_path, "a.jpg", "a.png", "b/a.jpg", "c/a.jpg", "d/a.png")
    given = [tmp_path / n for n in ("a.jpg", "a.png", "b/a.jpg", "c/a.jpg", "d/a.png", "a.jpg")]
    assert names(find_sources(given)[0]) == [
        *("a", "a.png", "a.jpg", "a.jpg-2", "a.png-2", "a.jpg-3")
    ]


def test_a_folder_without_pictures_does_not_keep_the_others_from_being_found(
    tmp_path: Path,
) -> None:
    touch(tmp_path, "empty/notes.txt", "page.png")
    sources, problems = find_sources([tmp_path / "empty", tmp_path / "page.png"])
    assert names(sources) == ["page"]
    ((path, problem),) = problems
    assert path == tmp_path / "empty"
    assert str(problem).startswith(
        f"{tmp_path / 'empty'}: got a folder without images, wanted one with "
    )


@pytest.mark.parametrize("name", ["missing.png", "page.one.jpg"])
def test_a_file_is_taken_as_it_is(name: str, tmp_path: Path) -> None:
    (source,) = find_sources([tmp_path / name])[0]
    assert source == Source(tmp_path / name, Path(name).with_suffix(""))
