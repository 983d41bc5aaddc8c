from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import check_submission, write_submission
from inkdigits.errors import InputError, WorkError


def test_rows_are_numbered_from_one(tmp_path: Path) -> None:
    path = tmp_path / "new" / "submission.csv"
    write_submission(path, np.array([2, 0, 9], np.uint8))
    assert path.read_bytes() == b"ImageId,Label\n1,2\n2,0\n3,9\n"
    check_submission(path, 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "its first line is '', wanted 'ImageId,Label'"),
        ("ImageID,Label\n1,2\n2,0\n", "its first line is 'ImageID,Label', wanted 'ImageId,Label'"),
        ("ImageId,Label\n1,2\n", "has 1 rows, wanted 2, one for each digit"),
        ("ImageId,Label\n0,2\n1,2\n", "line 2 is '0,2', wanted 1 and a label from 0 to 9"),
        ("ImageId,Label\n2,2\n1,2\n", "line 2 is '2,2', wanted 1 and"),
        ("ImageId,Label\n1,2\n2,10\n", "line 3 is '2,10', wanted 2 and a label from 0 to 9"),
        ("ImageId,Label\n1,2\n2,\n", "line 3 is '2,', wanted 2 and"),
        ("ImageId,Label\n1,2\n2,7.0\n", "line 3 is '2,7.0', wanted 2 and"),
        ("ImageId,Label\n1,2\n2,²\n", "cannot be read: "),
    ],
)
def test_what_is_no_submission_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "submission.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        check_submission(path, 2)


def test_a_damaged_submission_does_not_replace_the_last(tmp_path: Path) -> None:
    path = tmp_path / "submission.csv"
    path.write_text("the last one")
    with pytest.raises(WorkError, match=r"not written as it should be: .* line 2 is '1,12'"):
        write_submission(path, np.array([12], np.uint8))
    assert path.read_text() == "the last one"
    assert list(tmp_path.iterdir()) == [path], "no half file is left"


def test_kaggles_number_of_rows_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "submission.csv"
    write_submission(path, np.zeros(28_000, np.uint8))
    check_submission(path)
