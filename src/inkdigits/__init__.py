"""Handwritten-digit recognition: train recognizers, measure them, and put them to use.

Importing this is light: whatever needs a training framework is imported on first use.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inkdigits import models as models
    from inkdigits.data import Dataset as Dataset
    from inkdigits.data import Split as Split
    from inkdigits.data import load_dataset as load_dataset
    from inkdigits.errors import InputError as InputError
    from inkdigits.errors import WorkError as WorkError
    from inkdigits.preprocess import to_field as to_field
    from inkdigits.reading import classify as classify
    from inkdigits.reading import read as read
    from inkdigits.recognizer import Recognizer as Recognizer
    from inkdigits.recognizer import load_recognizer as load_recognizer
    from inkdigits.training import DigitClassifier as DigitClassifier
    from inkdigits.training import Run as Run
    from inkdigits.training import load_run as load_run
    from inkdigits.training import resume as resume
    from inkdigits.training import train as train

__version__ = "0.1.0"

# ONNX Runtime reports to its maker unless it is told not to, which is read when it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

# Public name → the module that has it. A module's own name stands for the module itself.
_HOMES = {
    "Dataset": "inkdigits.data",
    "DigitClassifier": "inkdigits.training",
    "InputError": "inkdigits.errors",
    "Recognizer": "inkdigits.recognizer",
    "Run": "inkdigits.training",
    "Split": "inkdigits.data",
    "WorkError": "inkdigits.errors",
    "classify": "inkdigits.reading",
    "load_dataset": "inkdigits.data",
    "load_recognizer": "inkdigits.recognizer",
    "load_run": "inkdigits.training",
    "read": "inkdigits.reading",
    "resume": "inkdigits.training",
    "to_field": "inkdigits.preprocess",
    "train": "inkdigits.training",
}

__all__ = ["__version__", "models", *_HOMES]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562)."""
    if name == "models":
        return import_module("inkdigits.models")
    if name not in _HOMES:
        raise AttributeError(f"module 'inkdigits' has no attribute '{name}'")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
