import os
from pathlib import Path

import pytest

from inkdigits.errors import InputError
from inkdigits.files import check_writable, write_text


@pytest.mark.parametrize("name", ["out.csv", "new/folder/out.csv", ".hidden", "no ending"])
def test_trying_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    check_writable(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    write_text(tmp_path / name, "text")
    check_writable(tmp_path / name)
    assert (tmp_path / name).read_text() == "text"


def test_a_name_alone_is_in_the_folder_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    check_writable(Path("out.csv"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".", "Is a directory"),
        ("file/out.csv", "Not a directory"),
        ("file/new/out.csv", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("x" * 300 + "/out.csv", "File name too long"),
        ("gone/out.csv", "No such file or directory"),
    ],
)
def test_where_nothing_can_be_written_is_told(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    target = tmp_path / name
    with pytest.raises(InputError) as problem:
        check_writable(target)
    assert str(problem.value) == (
        f"cannot write {target} ({reason}); name a place that can be written to"
    )
    with pytest.raises(OSError, match=r".*"):
        write_text(target, "text")


def test_a_folder_of_someone_else_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        pytest.skip("who runs this may write everywhere")
    with pytest.raises(InputError, match=r"cannot write .* \(Permission denied\); name a place"):
        check_writable(tmp_path / "new" / "out.csv")
