"""How many CPUs this process may use: by machine, affinity mask, container and user."""

import math
import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")


def usable_cpus(cgroup: Path = _CGROUP) -> int:
    """CPUs this process may keep busy, at least 1.

    `os.cpu_count` counts the machine's, although `taskset` and containers give a process fewer;
    more threads than that only get in each other's way. Whoever starts several processes side by
    side, as Ray does, says by OMP_NUM_THREADS how many threads each should have.

    Args:
        cgroup: where the kernel shows the container's limits (Linux only).
    """
    masks = hasattr(os, "sched_getaffinity")  # not on macOS and Windows
    cpus = len(os.sched_getaffinity(0)) if masks else os.cpu_count() or 1
    return max(1, math.ceil(min(cpus, _quota(cgroup), _wanted())))


def _wanted() -> float:
    """Threads that the environment asks for; infinite where it does not, or not in numbers."""
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    return int(wanted) if wanted.isdecimal() else math.inf


def _quota(cgroup: Path) -> float:
    """CPUs that the container's time quota amounts to; infinite where there is none."""
    try:
        if (cgroup / "cpu.max").exists():  # version 2: "200000 100000" or "max 100000"
            quota, period = (cgroup / "cpu.max").read_text("ascii").split()
        else:
            quota = (cgroup / "cpu" / "cpu.cfs_quota_us").read_text("ascii")
            period = (cgroup / "cpu" / "cpu.cfs_period_us").read_text("ascii")
        # A quota of "max" or -1 is no limit.
        return int(quota) / int(period) if int(quota) > 0 else math.inf
    except (OSError, ValueError):
        return math.inf
