"""One door to Keras, so that the backend is chosen before Keras is first imported."""

import os
from types import ModuleType

from inkdigits.errors import InputError


def import_keras() -> ModuleType:
    """Import Keras on its PyTorch backend.

    Raises:
        InputError: Keras or torch is not installed, or Keras already runs on another backend.
    """
    os.environ.setdefault("KERAS_BACKEND", "torch")
    try:
        import keras
    except ImportError as problem:
        raise InputError(
            f"training needs Keras and PyTorch, and {problem.name} is not installed; "
            "install them with: pip install 'inkdigits[train]'"
        ) from problem
    if keras.backend.backend() != "torch":
        raise InputError(
            f"Keras runs on {keras.backend.backend()} here, wanted torch; set KERAS_BACKEND=torch "
            "before anything imports Keras"
        )
    module: ModuleType = keras
    return module
