import pytest

from inkdigits.archive import Store
from inkdigits.archive._attempts import Attempts


@pytest.fixture
def store(tmp_path: object) -> Store:
    return Store(str(tmp_path))


def read_until(store: Store, deadly: str) -> list[str]:
    """What an attempt at three files reads, whose process ends at one of them."""
    attempts, read = Attempts(store, "part"), list[str]()
    for file in "abc":
        if attempts.may_read(file):
            if file == deadly:
                return read
            read.append(file)
    attempts.finish()
    return [*read, "done"]


def test_a_deadly_file_is_left_out_at_the_fourth_attempt(store: Store) -> None:
    found = [read_until(store, "b") for _ in range(4)]
    assert found == [["a"], ["a"], ["a"], ["a", "c", "done"]]


def test_two_deadly_files_are_both_found(store: Store) -> None:
    for _ in range(3):
        read_until(store, "a")
    assert read_until(store, "c") == ["b"]
    assert read_until(store, "") == ["b", "done"]


def test_two_deaths_for_no_fault_of_the_files_leave_none_out(store: Store) -> None:
    for deadly in "ab":
        read_until(store, deadly)
    assert read_until(store, "") == ["a", "b", "c", "done"]


def test_nothing_is_left_behind(store: Store) -> None:
    read_until(store, "")
    assert store.names("attempts") == set()
