import os
from pathlib import Path

import pytest

from inkdigits.errors import InputError
from inkdigits.images import find_images


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_files_are_taken_as_they_are_and_in_their_order(tmp_path: Path) -> None:
    touch(tmp_path, "b.png", "a.txt", ".hidden")
    given = [tmp_path / "b.png", tmp_path / "a.txt", tmp_path / "missing", tmp_path / ".hidden"]
    assert find_images(given) == given
    assert find_images(str(path) for path in given) == given
    assert find_images([]) == []


def test_a_folder_is_searched_to_its_depths_in_natural_order(tmp_path: Path) -> None:
    in_order = [
        "2/page1.png",
        "10/page1.png",
        "page.png",
        "page1.png",
        "Page2.JPG",
        "page2b.tif",
        "page10.pdf",
        "scans/deep/er/007.webp",
        "scans/deep/er/8.bmp",
    ]
    touch(tmp_path, *reversed(in_order))
    assert find_images([tmp_path]) == [tmp_path / name for name in in_order]


def test_names_alike_but_for_case_or_zeros_keep_one_order(tmp_path: Path) -> None:
    names = ["1.png", "01.png", "001.png", "A.png", "a.png"]
    touch(tmp_path, *names)
    first = find_images([tmp_path])
    assert [path.name for path in first] == ["001.png", "01.png", "1.png", "A.png", "a.png"]


def test_hidden_and_other_files_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "a.png", ".b.png", ".cache/c.png", "notes.txt", "png", "d.png.part")
    (tmp_path / "folder.png").mkdir()
    assert find_images([tmp_path]) == [tmp_path / "a.png"]


@pytest.mark.parametrize(
    "ending", ["bmp", "jfif", "jpeg", "jpg", "pdf", "png", "tif", "tiff", "webp", "PNG", "Pdf"]
)
def test_every_readable_ending_in_either_case(ending: str, tmp_path: Path) -> None:
    touch(tmp_path, f"a.{ending}")
    assert find_images([tmp_path]) == [tmp_path / f"a.{ending}"]


def test_files_and_folders_mix(tmp_path: Path) -> None:
    touch(tmp_path, "z.png", "in/b.png", "in/a.png", "c.png")
    found = find_images([tmp_path / "z.png", tmp_path / "in", tmp_path / "c.png"])
    assert [path.name for path in found] == ["z.png", "a.png", "b.png", "c.png"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.png")
    (tmp_path / "in" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert find_images([tmp_path]) == [tmp_path / "in" / "a.png"]


def test_a_folder_without_images(tmp_path: Path) -> None:
    touch(tmp_path, "notes.txt", ".hidden.png")
    with pytest.raises(InputError) as caught:
        find_images([tmp_path])
    assert str(caught.value) == (
        f"{tmp_path}: got a folder without images, wanted one with PNG, JPEG, BMP, TIFF, WebP or "
        "PDF files in it; name another"
    )


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.png", "locked/b.png")
    scandir = os.scandir

    def refuse(folder: str) -> object:  # root, whom no permission stops, runs these tests too
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match=r"locked: cannot be read \(Permission denied\); check"):
        find_images([tmp_path])
