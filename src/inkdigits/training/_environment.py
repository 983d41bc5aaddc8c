import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

_PACKAGES = (
    "inkdigits",
    "numpy",
    "keras",
    "torch",
    "onnxruntime",
    "onnx",
    "opencv-python-headless",
)


def describe_environment() -> dict[str, Any]:
    """What a result was measured on: versions, processor and threads, as `environment.json` has it.

    Imports nothing heavy: versions are read from the installed packages' metadata.
    """
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": processor_name(),
        "cores": os.cpu_count(),
        "packages": {name: _version(name) for name in _PACKAGES if _version(name)},
    }


def processor_name() -> str:
    """The processor as its maker calls it, or the bare architecture where nobody says."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass  # not Linux
    return platform.processor() or platform.machine()


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
