import zipfile
from pathlib import Path

import fsspec
import pyarrow
import pytest
from pyarrow import parquet

from inkdigits.archive.sources import fetch, list_sources
from inkdigits.errors import InputError
from inkdigits.images import MAX_BYTES
from tests.archive.sources.conftest import IMAGES, write_tar, write_zip


def fetched(source: object) -> dict[str, bytes | str]:
    """What comes of all items of a source of one kind: bytes, or the reason."""
    listed = list(list_sources([str(source)]))
    items = [one.item for one in listed]
    answers = fetch(listed[0].kind, listed[0].container, items)
    return {item.name: got if isinstance(got, bytes) else str(got) for item, got in answers}


def in_place(place: object, files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{place}/{name}": content for name, content in files.items()}


def table(path: Path, rows: dict[str, object], **options: int) -> Path:
    parquet.write_table(pyarrow.table(rows), path, **options)
    return path


def test_files_come_with_their_bytes(folder: Path) -> None:
    assert fetched(folder) == in_place(folder, IMAGES)


def test_files_at_urls_come_with_their_bytes(folder: Path) -> None:
    fsspec.filesystem("memory").put(str(folder), "/bucket-to-fetch", recursive=True)
    assert fetched("memory://bucket-to-fetch") == in_place("memory:///bucket-to-fetch", IMAGES)


@pytest.mark.parametrize("name", ["box.zip", "box.tar", "box.tgz", "box.tar.xz"])
def test_members_come_with_their_bytes(tmp_path: Path, name: str) -> None:
    path = (write_zip if name.endswith("zip") else write_tar)(tmp_path / name, IMAGES)
    assert fetched(path) == in_place(path, IMAGES)


def test_members_of_an_archive_at_a_url_come_with_their_bytes(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "box.tar", IMAGES)
    fsspec.filesystem("memory").put_file(str(path), "/bucket-of-boxes/box.tar")
    url = "memory://bucket-of-boxes/box.tar"
    assert fetched(url) == in_place(url, IMAGES)


@pytest.mark.parametrize("column", ["image", "picture"])
def test_rows_come_with_their_bytes_and_names(tmp_path: Path, column: str) -> None:
    rows = {"id": list("abc"), column: [b"one", b"two", b"three"]}
    path = table(tmp_path / "scans.parquet", rows, row_group_size=2)
    assert fetched(path) == in_place(path, {"a": b"one", "b": b"two", "c": b"three"})


def test_rows_without_names_are_counted_and_records_are_understood(tmp_path: Path) -> None:
    images = [{"bytes": b"one", "path": None}, {"bytes": b"two", "path": None}]
    path = table(tmp_path / "scans.parquet", {"image": images, "label": [1, 2]})
    assert fetched(path) == in_place(path, {"0": b"one", "1": b"two"})


def test_some_rows_of_a_table_are_enough(tmp_path: Path) -> None:
    images = [b"%d" % number for number in range(100)]
    path = table(tmp_path / "scans.parquet", {"image": images}, row_group_size=30)
    items = [one.item for one in list_sources([str(path)])][28:93:7]
    found = fetch("parquet", str(path), items)
    assert [content for _, content in found] == images[28:93:7]


def test_an_empty_cell_is_told_and_the_others_come(tmp_path: Path) -> None:
    path = table(tmp_path / "scans.parquet", {"image": [b"one", None, b"three"]})
    found = fetched(path)
    assert found[f"{path}/1"] == f"{path}/1: cannot be read (the row holds no image); copy it again"
    assert found[f"{path}/2"] == b"three"


def test_a_table_without_images_is_a_problem_that_says_what_it_has(tmp_path: Path) -> None:
    path = table(tmp_path / "numbers.parquet", {"a": [1], "b": ["x"]})
    assert list(fetched(path).values()) == [
        f"{path}: got a table with no column of bytes, wanted one with the images' bytes in a "
        "column; call it 'image'"
    ]


def test_two_columns_of_bytes_are_a_problem(tmp_path: Path) -> None:
    path = table(tmp_path / "two.parquet", {"left": [b"x"], "right": [b"y"]})
    assert "got a table with the columns left, right" in str(fetched(path))


def test_a_file_that_is_gone_is_told_and_the_others_come(folder: Path) -> None:
    listed = list(list_sources([str(folder)]))
    (folder / "a.jpg").unlink()
    answers = [answer for _, answer in fetch("files", "", [one.item for one in listed])]
    assert isinstance(answers[0], InputError)
    assert str(answers[0]) == (
        f"{folder}/a.jpg: cannot be read (No such file or directory); copy it again"
    )
    assert answers[1:] == [IMAGES[name] for name in list(IMAGES)[1:]]


def test_a_spoilt_member_is_told_and_the_others_come(tmp_path: Path) -> None:
    path = tmp_path / "box.zip"
    with zipfile.ZipFile(path, "w") as archive:  # stored, so that its bytes can be found
        for name, content in IMAGES.items():
            archive.writestr(name, content * 9)
    path.write_bytes(path.read_bytes().replace(b"firstfirst", b"firstFIRST", 1))
    found = fetched(path)
    assert "Bad CRC-32" in str(found[f"{path}/a.jpg"])
    assert found[f"{path}/c.tif"] == b"last" * 9


def test_a_tar_that_breaks_off_tells_what_is_missing(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "box.tar", {"a.png": b"a" * 2000, "b.png": b"b" * 2000})
    items = [one.item for one in list_sources([str(path)])]
    path.write_bytes(path.read_bytes()[: items[1].at + 100])
    first, second = (answer for _, answer in fetch("tar", str(path), items))
    assert first == b"a" * 2000
    assert "the archive ends before the file does" in str(second)


def test_a_compressed_tar_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    noise = b"".join(b"%d" % (n * n) for n in range(9000))
    path = write_tar(tmp_path / "box.tgz", {"a.png": noise, "b.png": noise[::-1]})
    path.write_bytes(path.read_bytes()[:-4000])
    found = fetched(path)
    assert found[f"{path}/a.png"] == noise
    assert "the rest cannot be read" in str(found[str(path)])


def test_an_archive_that_is_gone_is_told_for_every_member(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "box.zip", IMAGES)
    items = [one.item for one in list_sources([str(path)])]
    path.unlink()
    answers = list(fetch("zip", str(path), items))
    assert [item for item, _ in answers] == items
    assert all("No such file or directory" in str(answer) for _, answer in answers)


def test_a_bomb_is_unpacked_no_further_than_it_takes_to_see(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "bomb.zip", {"bomb.png": bytes(MAX_BYTES + 10_000_000)})
    (content,) = fetched(path).values()
    assert len(content) == MAX_BYTES + 1


def test_names_that_stand_twice_come_with_each_their_own_bytes(tmp_path: Path) -> None:
    path = tmp_path / "box.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.png", b"one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.png", b"two")
    items = [one.item for one in list_sources([str(path)])]
    assert [answer for _, answer in fetch("zip", str(path), items)] == [b"one", b"two"]
