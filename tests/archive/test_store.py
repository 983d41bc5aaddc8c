import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from inkdigits.archive import Store


@pytest.fixture(params=["folder", "url"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    url = f"memory://store-{tmp_path.name}"
    return Store(str(tmp_path / "out") if request.param == "folder" else url)


def test_what_is_written_is_there(store: Store) -> None:
    assert not store.has("lines/a.jsonl")
    store.write("lines/a.jsonl", b"0123456789")
    assert store.has("lines/a.jsonl")
    assert store.read("lines/a.jsonl") == b"0123456789"
    assert store.read("lines/a.jsonl", 3) == b"3456789"
    assert store.read("lines/a.jsonl", 3, 5) == b"34"


def test_lines_come_back_one_by_one(store: Store) -> None:
    store.write_lines("plan", iter([b"one\n", b"two\n"]))
    assert list(store.lines("plan")) == [b"one\n", b"two\n"]


def test_writing_again_replaces(store: Store) -> None:
    store.write("a", b"old and long")
    store.write("a", b"new")
    assert store.read("a") == b"new"


def test_names_are_those_of_finished_files(store: Store) -> None:
    assert store.names("lines") == set()
    store.write("lines/b", b"")
    store.write("lines/.begun", b"")
    store.write("lines/a", b"")
    assert store.names("lines") == {"a", "b"}


def test_removing_what_is_gone_is_no_error(store: Store) -> None:
    store.write("a", b"")
    store.remove("a")
    store.remove("a")
    assert not store.has("a")


def test_another_process_finds_the_same_files(store: Store) -> None:
    store.write("a", b"here")
    assert pickle.loads(pickle.dumps(store)).read("a") == b"here"


def test_lines_that_break_off_leave_nothing(store: Store) -> None:
    def broken() -> Iterator[bytes]:
        yield b"one\n"
        raise KeyError("two")

    with pytest.raises(KeyError):
        store.write_lines("plan", broken())
    assert not store.has("plan")


def test_what_is_not_there_cannot_be_read(store: Store) -> None:
    with pytest.raises(FileNotFoundError):
        store.read("none")
