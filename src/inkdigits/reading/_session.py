"""Opening the reader's own nets."""

from pathlib import Path

import onnxruntime

from inkdigits.errors import WorkError
from inkdigits.recognizer import usable_cpus


def open_net(path: Path, threads: int | None = None) -> onnxruntime.InferenceSession:
    """Open a net that comes with the package.

    Args:
        path: its ONNX file.
        threads: how many it runs on; None takes all that this process may use.

    Raises:
        WorkError: the file is missing or spoilt.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or usable_cpus()
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors have no base of their own
        raise WorkError(f"{path} cannot be opened; install inkdigits anew") from error
