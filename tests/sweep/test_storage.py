from pathlib import Path

import pytest

from inkdigits.errors import InputError
from inkdigits.sweep._storage import find_storage


def test_without_an_address_it_is_a_file_in_the_folder(tmp_path: Path) -> None:
    storage = find_storage(None, tmp_path)
    assert (storage.url, storage.label) == (f"sqlite:///{tmp_path}/study.db", "study.db")
    with storage.open() as opened:
        assert opened.get_all_studies() == []
    assert (tmp_path / "study.db").is_file()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_psycopg_is_asked_and_nobody_is_shown_the_password(scheme: str, tmp_path: Path) -> None:
    storage = find_storage(f"{scheme}://me:secret@there:5432/trials", tmp_path)
    assert storage.url == "postgresql+psycopg://me:secret@there:5432/trials"
    assert "secret" not in storage.label + repr(storage)
    assert storage.label.startswith("postgresql://me:")


@pytest.mark.parametrize("text", ["mysql://me:secret@there/trials", "secret", "sqlite:///x.db", ""])
def test_another_database_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"wanted postgresql://user:password@host/") as refused:
        find_storage(text, tmp_path)
    assert "secret" not in str(refused.value)


def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    storage = find_storage("postgresql://me:secret@127.0.0.1:9/trials", tmp_path)
    with pytest.raises(InputError, match=r"the database does not answer \(.*refused") as refused:
        storage.open().__enter__()
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "study.db").write_bytes(b"something else" * 100)
    with pytest.raises(InputError, match=r"study.db: the database does not answer \(file is not"):
        find_storage(None, tmp_path).open().__enter__()
