import os
import subprocess
import sys

import pytest

from inkdigits.data._progress import byte_progress, counted


def test_without_a_terminal_one_line_says_what_is_fetched(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with byte_progress("digits") as report:
        report(5, 10)
    assert capsys.readouterr() == ("", "fetching digits\n")
    assert list(counted([1, 2], 2, "reading")) == [1, 2]
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_on_a_terminal_bars_are_drawn_on_stderr_alone() -> None:
    import pty

    program = (
        "from inkdigits.data._progress import byte_progress, counted\n"
        "with byte_progress('digits') as report: report(5000, 10000); report(10000, 10000)\n"
        "print(sum(counted([1, 2], 2, 'reading some')))"
    )
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
        check=True,
    )
    os.close(theirs)
    drawn = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.stdout == b"3\n"
    assert "digits" in drawn
    assert "10.0/10.0 kB" in drawn
    assert "reading some" in drawn
    assert "100%" in drawn
