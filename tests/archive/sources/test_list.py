from collections.abc import Sequence
from pathlib import Path

import fsspec
import pytest

from inkdigits.archive.sources import Listed, list_sources
from inkdigits.errors import InputError
from tests.archive.sources.conftest import FILES, IMAGES, write_tar, write_zip


def names(sources: Sequence[object]) -> list[str]:
    return [one.item.name for one in list_sources(map(str, sources))]


def kinds(*sources: object) -> set[tuple[str, str]]:
    return {(one.kind, one.container) for one in list_sources(map(str, sources))}


def problem(*sources: object) -> Listed:
    found = [one for one in list_sources(map(str, sources)) if one.kind == "problem"]
    assert len(found) == 1
    return found[0]


def test_a_folder_gives_its_images_in_natural_order_and_no_hidden_ones(folder: Path) -> None:
    assert names([folder]) == [f"{folder}/{name}" for name in IMAGES]
    assert kinds(folder) == {("files", "")}


def test_sizes_are_those_on_the_disk(folder: Path) -> None:
    assert [one.item.size for one in list_sources([str(folder)])] == [
        len(content) for content in IMAGES.values()
    ]


def test_sources_come_in_the_order_they_are_named(folder: Path) -> None:
    assert names([folder / "c.tif", folder / "a.jpg"]) == [f"{folder}/c.tif", f"{folder}/a.jpg"]


def test_a_named_file_is_taken_whatever_it_is_called(folder: Path) -> None:
    assert names([folder / "notes.doc"]) == [f"{folder}/notes.doc"]


@pytest.mark.parametrize(("ending", "kind"), [("zip", "zip"), ("tar", "tar")])
def test_an_archive_gives_its_images_in_its_own_order(
    tmp_path: Path, ending: str, kind: str
) -> None:
    write = write_zip if ending == "zip" else write_tar
    path = write(tmp_path / f"box.{ending}", FILES)
    wanted = [name for name in FILES if name in IMAGES or name == "b/.cache/x.png"]
    assert names([path]) == [f"{path}/{name}" for name in wanted]
    assert kinds(path) == {(kind, str(path))}


def test_a_compressed_tar_is_one_item_whose_members_come_later(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "box.tgz", FILES)
    assert names([path]) == [str(path)]
    assert kinds(path) == {("stream", str(path))}


def test_archives_in_a_folder_are_opened(folder: Path) -> None:
    box = write_zip(folder / "box.zip", {"inside.png": b"inside"})
    assert names([folder]).index(f"{box}/inside.png") == 3  # behind b/page10.png, before c.tif


def test_a_pattern_gives_what_it_matches_in_natural_order(folder: Path) -> None:
    assert names([f"{folder}/**/*.png"]) == [f"{folder}/b/page2.png", f"{folder}/b/page10.png"]


def test_a_file_with_signs_of_a_pattern_in_its_name_is_that_file(folder: Path) -> None:
    path = folder / "a[1].png"
    path.write_bytes(b"x")
    assert names([path]) == [str(path)]


def test_a_list_names_files_beside_it_and_elsewhere(folder: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"scans/c.tif\n\n{folder}/a.jpg\nscans/b\n")
    assert names([listed]) == [
        str(tmp_path / "scans/c.tif"),
        f"{folder}/a.jpg",
        *(f"{tmp_path}/scans/b/page{number}.png" for number in (2, 10)),
    ]


def test_what_a_list_names_wrongly_is_a_problem_and_stops_nothing(folder: Path) -> None:
    listed = folder / "list.txt"
    listed.write_text("gone.png\na.jpg\n")
    gone = problem(listed).item
    assert gone.name == f"{folder}/gone.png"
    assert gone.problem == "cannot be read (No such file or directory); copy it again"
    assert names([listed])[1] == f"{folder}/a.jpg"


@pytest.mark.parametrize("name", ["box.zip", "box.tar", "table.parquet"])
def test_a_damaged_archive_is_a_problem_and_stops_nothing(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"no archive at all")
    damaged = problem(folder)
    assert damaged.item.name == f"{folder}/{name}"
    assert str(damaged.item.problem).startswith("cannot be read (")
    assert len(names([folder])) == len(IMAGES) + 1


def test_urls_are_listed_as_folders_are(folder: Path) -> None:
    files = fsspec.filesystem("memory")
    files.put(str(folder), "/bucket-of-lists", recursive=True)
    assert names(["memory://bucket-of-lists"]) == [
        f"memory:///bucket-of-lists/{name}" for name in IMAGES
    ]
    assert names(["memory://bucket-of-lists/*.jpg"]) == ["memory:///bucket-of-lists/a.jpg"]


def test_what_is_called_an_image_and_is_no_file_is_a_problem(folder: Path) -> None:
    (folder / "x.png").symlink_to("/no/such.png")
    gone = problem(folder).item
    assert gone.name == f"{folder}/x.png"
    assert gone.problem == "no file (a broken link, or a pipe); mend or remove it"


def test_a_scheme_that_nobody_knows_is_refused() -> None:
    sentence = r"^nope://x: cannot be opened \(Protocol not known: nope\); install its driver"
    with pytest.raises(InputError, match=sentence):
        names(["nope://x"])


def test_a_place_that_cannot_be_reached_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> bool:
        raise TimeoutError("no answer")

    monkeypatch.setattr(fsspec.filesystem("memory"), "exists", unreachable)
    with pytest.raises(InputError, match=r"^memory://x: cannot be reached \(no answer\); check"):
        names(["memory://x"])


def test_a_source_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match=r"^/no/such: no such file or folder; name what is to be"):
        names(["/no/such"])


def test_a_source_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="got nothing to read there, wanted images, or archives"):
        names([tmp_path])
