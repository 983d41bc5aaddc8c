import csv
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inkdigits.data import Dataset
from inkdigits.data._kaggle_csv import load_kaggle_csv, write_kaggle_csv
from inkdigits.errors import InputError

PIXELS = ",".join(f"pixel{number}" for number in range(784))
TRAIN_HEADER = f"label,{PIXELS}"
ROW = ",".join(["7", *["0"] * 783, "255"])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv") / "train.csv"


def digits(rng: np.random.Generator, count: int, labelled: bool = True) -> Dataset:
    images = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
    labels = rng.integers(0, 10, count, dtype=np.uint8) if labelled else None
    return Dataset(images, labels, "some", "made up")


@given(
    arrays(np.uint8, st.tuples(st.integers(1, 3), st.just(28), st.just(28))),
    st.integers(0, 9) | st.none(),
)
def test_what_is_written_is_read_back(path: Path, images: np.ndarray, label: int | None) -> None:
    labels = None if label is None else np.full(len(images), label, np.uint8)
    write_kaggle_csv(path, Dataset(images, labels, "some", "made up"))
    split = load_kaggle_csv(path)
    assert split.test is None
    assert split.train.name == "train"
    np.testing.assert_array_equal(split.train.images, images)
    if labels is None:
        assert split.train.labels is None
    else:
        np.testing.assert_array_equal(split.train.labels, labels)


def test_the_file_is_what_kaggle_describes(path: Path, rng: np.random.Generator) -> None:
    written = digits(rng, 5)
    write_kaggle_csv(path, written)
    with path.open(newline="") as file:
        header, *rows = csv.reader(file)
    assert header == [
        "label",
        *(f"pixel{row * 28 + column}" for row in range(28) for column in range(28)),
    ]
    assert [int(row[0]) for row in rows] == written.labels.tolist()
    # "pixel" is row * 28 + column, says the competition's data page
    assert int(rows[3][1 + 5 * 28 + 9]) == written.images[3, 5, 9]


def test_many_blocks_join_without_a_seam(path: Path, rng: np.random.Generator) -> None:
    written = digits(rng, 1500)  # some 4.2 MB, four blocks
    write_kaggle_csv(path, written)
    read = load_kaggle_csv(path).train
    np.testing.assert_array_equal(read.images, written.images)
    np.testing.assert_array_equal(read.labels, written.labels)


def test_memory_holds_the_digits_and_little_more(path: Path) -> None:
    count = 8000
    path.write_text(f"{TRAIN_HEADER}\n" + f"{ROW}\n" * count)
    tracemalloc.start()
    try:
        assert len(load_kaggle_csv(path).train) == count
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.3 * count * 784 + (40 << 20)


@pytest.mark.parametrize(
    "text",
    [
        f"{TRAIN_HEADER}\r\n{ROW}\r\n{ROW}\r\n",
        f"{TRAIN_HEADER}\n{ROW}\n{ROW}",
        f"\ufeff{TRAIN_HEADER}\n{ROW}\n\n{ROW}\n\n",
        f"{TRAIN_HEADER}\n{ROW.replace(',', ' , ')}\n{ROW}\n",
        TRAIN_HEADER.replace("label", '"label"') + f'\n"7"{ROW[1:]}\n{ROW}\n',
    ],
    ids=["windows", "no-last-newline", "byte-order-mark-and-blank-lines", "spaces", "quotes"],
)
def test_other_writers_habits_are_understood(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
    read = load_kaggle_csv(path).train
    assert read.labels is not None
    assert read.labels.tolist() == [7, 7]
    assert read.images[:, 27, 27].tolist() == [255, 255]
    assert read.images.sum() == 510


def changed(cell: int, text: str, row: int = 2) -> str:
    """Three rows, of which one has one cell changed."""
    rows = [ROW.split(",") for _ in range(3)]
    rows[row - 1][cell] = text
    return "\n".join([TRAIN_HEADER, *(",".join(cells) for cells in rows)]) + "\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "got an empty file or an empty first line; wanted label,pixel0,...,pixel783"),
        (f"{TRAIN_HEADER}\n", "holds a header but no digits"),
        (
            TRAIN_HEADER.replace(",pixel400,", ",") + f"\n{ROW}\n",
            "its header has no column pixel400; wanted label,pixel0,...,pixel783 in this order",
        ),
        (f"{TRAIN_HEADER},pixel784\n{ROW}\n", "column 786 of its header is 'pixel784'"),
        (
            TRAIN_HEADER.replace("pixel1,pixel2,", "pixel2,pixel1,") + f"\n{ROW}\n",
            "column 3 of its header is 'pixel2'",
        ),
        (f"{ROW}\n", "its header has no column pixel0"),
        (
            changed(1, "300"),
            r"row 2 \(line 3\), column pixel0: got '300', wanted a whole number from 0 to 255",
        ),
        (changed(784, "ink", row=3), r"row 3 \(line 4\), column pixel783: got 'ink', wanted"),
        (
            changed(0, "12"),
            r"row 2 \(line 3\), column label: got '12', wanted a whole number from 0 to 9",
        ),
        (changed(5, ""), "row 2 .*, column pixel4: got an empty cell"),
        (changed(5, "-1"), "column pixel4: got '-1'"),
        (changed(5, "1.5"), "column pixel4: got '1.5'"),
        (changed(5, "٣"), "column pixel4: got '٣'"),
        (changed(5, "9" * 5000), "column pixel4: got '99999999999999999999', wanted"),
        (changed(5, "1,1"), r"row 2 \(line 3\): got 786 cells, wanted 785, one for each column"),
        (f"{TRAIN_HEADER}\n{ROW}\n\n{ROW[:-4]}\n", r"row 2 \(line 4\): got 784 cells, wanted 785"),
        (f"{TRAIN_HEADER}\n{'1' * 100_000}", "has a line of more than 65536 bytes"),
    ],
)
def test_each_fault_is_named_with_row_and_column(path: Path, text: str, message: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        load_kaggle_csv(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_the_row_number_counts_across_blocks(path: Path) -> None:
    rows = [ROW] * 1500  # some 2.4 MB, three blocks
    rows[1399] = ROW.replace("7", "8x", 1)
    path.write_text("\n".join([TRAIN_HEADER, *rows]))
    with pytest.raises(InputError, match=r"row 1400 \(line 1401\), column label: got '8x'"):
        load_kaggle_csv(path)


@given(
    st.binary(max_size=100)
    | st.builds(
        lambda header, row, end: f"{header}\n{row}".encode() + end,
        st.sampled_from([TRAIN_HEADER, PIXELS]),
        st.sampled_from(["", ROW, ROW + "\n", "1,2,3\n"]),
        st.binary(max_size=50),
    )
)
def test_arbitrary_bytes_raise_nothing_but_input_error(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        message = ""
        rows = len(load_kaggle_csv(path).train)
    except InputError as problem:
        message, rows = str(problem), 0
    assert (str(path) in message) == (rows == 0)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.csv: cannot be read: No such file"):
        load_kaggle_csv(tmp_path / "absent.csv")
