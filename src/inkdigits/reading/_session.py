"""Opening the reader's own nets, and running them."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import onnxruntime

from inkdigits.errors import WorkError

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def open_net(path: Path) -> onnxruntime.InferenceSession:
    """Open a net that comes with the package; each run of it takes one thread.

    Args:
        path: its ONNX file.

    Raises:
        WorkError: the file is missing or spoilt.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors have no base of their own
        raise WorkError(f"{path} cannot be opened; install inkdigits anew") from error


def side_by_side(
    work: Callable[[Item], Answer], items: Iterable[Item], threads: int
) -> list[Answer]:
    """Do the same with all items, several at a time.

    Threads that each run a whole net never wait for each other, as the threads of one run do at
    the end of every layer. They last as long as the call, so nothing has to be closed.

    Args:
        work: what lets go of Python's lock most of its time, as the nets and OpenCV do.
        items: each is handed to `work`.
        threads: how many items at a time.

    Returns:
        What `work` made of each, in the order of the items.
    """
    if threads == 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))
