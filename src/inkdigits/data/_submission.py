"""What Kaggle's "Digit Recognizer" wants back: `ImageId,Label`, a row for each image."""

from pathlib import Path

from inkdigits.arrays import Labels
from inkdigits.errors import InputError, WorkError
from inkdigits.files import atomic_path

KAGGLE_TEST_ROWS = 28_000
"""How many digits the competition's test.csv has."""

_HEADER = "ImageId,Label"


def write_submission(target: Path, answers: Labels) -> None:
    """Write answers as a submission, and check what was written before it takes its place.

    Args:
        target: the CSV file to write, atomically.
        answers: (N,) uint8, 0 to 9, in the order of the test file.

    Raises:
        WorkError: what was written is no submission of these digits; `target` is as it was.
    """
    with atomic_path(target) as temporary:
        with temporary.open("w", encoding="ascii", newline="\n") as file:
            file.write(_HEADER + "\n")
            file.writelines(f"{number},{label}\n" for number, label in enumerate(answers, 1))
        try:
            check_submission(temporary, len(answers))
        except InputError as problem:
            raise WorkError(f"the submission was not written as it should be: {problem}") from None


def check_submission(path: Path, rows: int = KAGGLE_TEST_ROWS) -> None:
    """Check a finished submission as Kaggle would: header, number of rows, ids, labels.

    Args:
        path: the CSV file.
        rows: how many digits there are to answer.

    Raises:
        InputError: the file cannot be read or is no submission; the message names the line.
    """
    try:
        header, *lines = path.read_text(encoding="ascii").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"{path}: cannot be read: {problem}; wanted a submission") from problem
    if header != _HEADER:
        raise InputError(f"{path}: its first line is {header[:40]!r}, wanted {_HEADER!r}")
    if len(lines) != rows:
        raise InputError(f"{path}: has {len(lines):,} rows, wanted {rows:,}, one for each digit")
    for number, line in enumerate(lines, 1):
        identity, _, label = line.partition(",")
        if identity != str(number) or label not in tuple("0123456789"):
            raise InputError(
                f"{path}: line {number + 1} is {line[:40]!r}, wanted {number} and a label from 0 "
                f"to 9, such as '{number},7'"
            )
