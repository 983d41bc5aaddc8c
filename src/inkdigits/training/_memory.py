import ctypes
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h


def keep_freed_memory() -> None:
    """Let the process keep the memory that a training step frees, for the next step.

    glibc hands blocks of a batch's size back to the kernel at each free and faults them in anew at
    each use, which takes a third of a small convolutional net's training time on a CPU
    (`benchmarks/training_memory.py` measures it). Elsewhere than on glibc this does nothing.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, 1 << 30)
        mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)
