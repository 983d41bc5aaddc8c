import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import inkdigits
from inkdigits.recognizer import DEFAULT_PATH

HEAVY = ["torch", "keras", "sklearn", "matplotlib", "cv2"]


def heavy_modules_after(code: str) -> list[str]:
    """Which of the heavy packages a fresh interpreter has imported after `code`."""
    check = f"import json, sys; print(json.dumps([m for m in {HEAVY} if m in sys.modules]))"
    output = subprocess.run(
        [sys.executable, "-c", f"{code}\n{check}"], check=True, capture_output=True, text=True
    )
    assert output.stderr == ""
    return json.loads(output.stdout)


def test_importing_is_light() -> None:
    assert heavy_modules_after("import inkdigits") == []


def test_the_zoo_can_be_looked_at_without_a_training_framework() -> None:
    assert heavy_modules_after("import inkdigits; inkdigits.models.REGISTRY['cnn']") == []


@pytest.mark.skipif(not DEFAULT_PATH.exists(), reason="the bundled recognizer is not made yet")
def test_the_bundled_recognizer_runs_on_numpy_and_onnx_runtime_alone() -> None:
    code = """
import numpy, inkdigits
recognizer = inkdigits.load_recognizer()
assert recognizer.predict(numpy.zeros((3, 28, 28), numpy.uint8)).shape == (3,)
"""
    assert heavy_modules_after(code) == []


def test_a_page_is_read_in_one_line_without_a_training_framework() -> None:
    code = """
import inkdigits
from inkdigits.examples import example_pages
assert inkdigits.read(example_pages()[0].path).lines[0].text.isdigit()
"""
    assert heavy_modules_after(code) == ["cv2"]


@pytest.mark.train
def test_every_public_name_resolves() -> None:
    assert len(set(inkdigits.__all__)) == len(inkdigits.__all__)
    for name in inkdigits.__all__:
        assert getattr(inkdigits, name) is not None
    assert set(inkdigits.__all__) <= set(dir(inkdigits))


def test_names_that_are_imported_once_stay_the_same() -> None:
    from inkdigits.data import load_dataset
    from inkdigits.errors import InputError

    assert inkdigits.load_dataset is load_dataset
    assert inkdigits.InputError is InputError
    assert inkdigits.models.build.__module__ == "inkdigits.models._registry"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'inkdigits' has no attribute 'recognise'"):
        _ = inkdigits.recognise


def test_the_version_is_the_packages() -> None:
    from importlib import metadata

    assert inkdigits.__version__ == metadata.version("inkdigits")


def test_running_a_recognizer_reports_to_nobody(tmp_path: Path) -> None:
    code = """
import numpy, inkdigits
inkdigits.load_recognizer().predict(numpy.zeros((3, 28, 28), numpy.uint8))
"""
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    # Where ONNX Runtime keeps its place in what it sends.
    assert list(tmp_path.iterdir()) == []
