from pathlib import Path

import numpy as np
import pytest

from inkdigits.data import CorrectionCounts, Dataset, Split, correct_labels, read_corrections
from inkdigits.errors import InputError

HEADER = "rank,part,index,label,suggested,issue,correct"


def digits(labels: list[int], name: str = "some") -> Dataset:
    """Digits whose first pixel says which they were."""
    images = np.zeros((len(labels), 28, 28), np.uint8)
    images[:, 0, 0] = np.arange(len(labels))
    writers = np.arange(len(labels), dtype=np.int32)
    return Dataset(images, np.array(labels, np.uint8), name, "made up", writers)


@pytest.fixture
def split() -> Split:
    return Split(digits([0, 1, 2, 3, 4]), digits([5, 6, 7], "some-test"))


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "audit.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def correct(split: Split, path: Path) -> tuple[Split, CorrectionCounts]:
    return correct_labels(split, read_corrections(path), path)


def test_rows_change_drop_confirm_and_leave(split: Split, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "1,train,3,3,8,yes,8",
        "2,train,0,0,6,yes, Drop ",
        "3,test,1,6,0,no,6",
        "4,train,1,1,7,no,",
        "5,test,2,7,1,no,1",
    )
    corrected, counts = correct(split, path)
    assert counts == CorrectionCounts(changed=2, dropped=1, confirmed=1)
    assert corrected.train.labels is not None
    assert corrected.train.labels.tolist() == [1, 2, 8, 4]
    assert corrected.train.images[:, 0, 0].tolist() == [1, 2, 3, 4]
    assert corrected.train.writers is not None
    assert corrected.train.writers.tolist() == [1, 2, 3, 4]
    assert corrected.test is not None
    assert corrected.test.labels is not None
    assert corrected.test.labels.tolist() == [5, 6, 1]
    assert split.train.labels is not None
    assert split.train.labels.tolist() == [0, 1, 2, 3, 4]


def test_a_spreadsheets_semicolons_and_byte_order_mark_are_understood(
    split: Split, tmp_path: Path
) -> None:
    path = table(tmp_path, "train;2;2;9", header="\ufeffpart;index;label;correct")
    assert correct(split, path)[1] == CorrectionCounts(changed=1, dropped=0, confirmed=0)


def test_a_table_that_nobody_filled_in_changes_nothing(split: Split, tmp_path: Path) -> None:
    corrected, counts = correct(split, table(tmp_path, "1,train,3,3,8,yes,", "2,train,0,0,6,no"))
    assert counts == CorrectionCounts(0, 0, 0)
    assert corrected.train is split.train


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["1,train,3,3,8,yes,x"], "row 1: got 'x' under correct, wanted a digit 0 to 9, 'drop'"),
        (["1,train,3,3,8,yes,8", "2,train,0,0,6,no,10"], "row 2: got '10' under correct"),
        (["1,both,3,3,8,yes,8"], "row 1: got the part 'both', wanted train or test"),
        (["1,train,3.5,3,8,yes,8"], "row 1: got the index '3.5' and the label '3', wanted whole"),
        (["1,train,5,3,8,yes,8"], "row 1: is about digit 5, and some has those from 0 to 4; name"),
        (["1,train,-1,4,8,yes,8"], "row 1: is about digit -1, and some has"),
        (["1,train,3,4,8,yes,8"], "row 1: says that digit 3 has the label 4, and in some it has 3"),
        (
            ["1,train,3,3,8,yes,8", "2,train,3,3,8,yes,9"],
            "row 2: is about digit 3, and so is row 1",
        ),
        ([f"1,test,{i},{i + 5},0,yes,drop" for i in range(3)], "drops every digit of some-test"),
    ],
)
def test_a_row_that_cannot_be_followed_is_named(
    rows: list[str], told: str, split: Split, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as problem:
        correct(split, table(tmp_path, *rows))
    assert told in str(problem.value)


def test_a_part_that_is_not_there_is_named(split: Split, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 1: is about a test part, and the dataset has no"):
        correct(Split(split.train, None), table(tmp_path, "1,test,1,6,0,no,6"))


def test_what_is_no_table_of_an_audit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"audit\.csv: has no column index; wanted the audit\.csv"):
        read_corrections(table(tmp_path, header="part,label,correct"))
    with pytest.raises(InputError, match=r"none\.csv: cannot be read: "):
        read_corrections(tmp_path / "none.csv")
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(InputError, match=r"picture\.csv: cannot be read: "):
        read_corrections(tmp_path / "picture.csv")
