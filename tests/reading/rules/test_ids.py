import pytest

from inkdigits.errors import InputError
from inkdigits.reading.rules import read_ids


@pytest.mark.parametrize(
    "content",
    [
        "0012\n34\n",
        "id\n0012\n34\n",
        "\ufeffID\r\n0012\r\n34\r\n",
        "number,name\n0012,Ada\n34,Bob\n",
        "name,id\nAda,0012\nBob,34\n",
        'name;id\n"Lovelace, A.";0012\nBob; 34\n',
        "name\tid\nAda\t0012\n\nBob\t34\nBob again\t34\n",
    ],
)
def test_reads_the_first_column_or_the_one_named_id(tmp_path, content):
    path = tmp_path / "ids.csv"
    path.write_text(content, encoding="utf-8", newline="")
    assert read_ids(path) == ("0012", "34")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no id; write one in each row"),
        (b"id\n", "holds no id"),
        (b"id\n12\nAda\n", "row 3: got 'Ada', wanted an id of 1 to 64 digits; mend it, or name"),
        (b"12\n1.5e3\n", "row 2: got '1.5e3'"),
        (b"a1\n", "row 1: got 'a1'"),
        (b"name,id\nAda\n", "row 2: got ''"),
        (b"1" * 65, "wanted an id of 1 to 64 digits"),
        (b"\xff\xfe1\x002\x00", "is no CSV file in UTF-8"),
        (
            b"\n".join(b"%d" % n for n in range(100_001)),
            "holds 100,001 ids, wanted at most 100,000",
        ),
        (b"1" * 16_000_001, "has more than 16,000,000 bytes"),
    ],
)
def test_says_what_is_wrong_with_a_list(tmp_path, content, message):
    path = tmp_path / "ids.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as problem:
        read_ids(path)
    assert message in str(problem.value)
    assert str(path) in str(problem.value)


def test_a_missing_list_is_said(tmp_path):
    with pytest.raises(InputError, match=r"cannot read .*ids.csv \(No such file or directory\)"):
        read_ids(tmp_path / "ids.csv")
    with pytest.raises(InputError, match="cannot read"):
        read_ids(tmp_path)
