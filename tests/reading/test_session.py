import threading
from pathlib import Path

import pytest

from inkdigits.errors import WorkError
from inkdigits.reading._session import open_net, side_by_side


@pytest.mark.parametrize("content", [None, b"", b"no net"])
def test_a_net_that_cannot_be_opened_is_told_in_a_sentence(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "line.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WorkError, match=r"line\.onnx cannot be opened; install inkdigits anew"):
        open_net(path)


@pytest.mark.parametrize("threads", [1, 3])
def test_answers_come_in_the_order_of_what_was_asked(threads: int) -> None:
    assert side_by_side(lambda item: item**2, range(20), threads) == [k**2 for k in range(20)]


def test_items_are_worked_on_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=10)
    assert sorted(side_by_side(lambda _: both.wait(), range(2), 2)) == [0, 1]
