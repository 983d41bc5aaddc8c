import platform
from importlib import metadata

from inkdigits.training import describe_environment


def test_the_environment_names_versions_and_hardware() -> None:
    environment = describe_environment()
    assert environment["python"] == platform.python_version()
    assert environment["cores"] >= 1
    assert environment["processor"]
    for package in ("inkdigits", "keras", "torch", "numpy", "onnxruntime"):
        assert environment["packages"][package] == metadata.version(package)
