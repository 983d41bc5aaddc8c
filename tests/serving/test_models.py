import onnx
import pytest
from fastapi import HTTPException

from inkdigits.errors import InputError
from inkdigits.recognizer import load_recognizer
from inkdigits.serving._models import Models
from tests.recognizer_file import template_model
from tests.recognizer_file import tiny_recognizer as tiny_recognizer


def test_the_first_answers_who_names_none(tiny_recognizer) -> None:
    models = Models([str(tiny_recognizer), "default"])
    assert models.get("default").name == "templates"
    assert [model.name for model in models.all()] == ["templates", "convnet-wide"]
    assert models.get("convnet-wide").recognizer.path == load_recognizer().path


def test_models_of_one_name_are_numbered(tiny_recognizer, tmp_path) -> None:
    onnx.save(template_model(), tmp_path / "other.onnx")
    models = Models([str(tiny_recognizer), str(tmp_path / "other.onnx"), str(tiny_recognizer)])
    assert [model.name for model in models.all()] == ["templates", "templates-2"]
    assert models.get("templates-2").recognizer.path == tmp_path / "other.onnx"


def test_a_card_is_shown_when_the_file_is_gone(tmp_path) -> None:
    onnx.save(template_model(), tmp_path / "mine.onnx")
    size = (tmp_path / "mine.onnx").stat().st_size
    (model,) = Models([str(tmp_path / "mine.onnx")]).all()
    (tmp_path / "mine.onnx").unlink()
    assert model.to_json()["bytes"] == size


def test_a_model_that_is_not_there(tmp_path) -> None:
    with pytest.raises(InputError, match="no such file"):
        Models([str(tmp_path / "missing.onnx")])
    with pytest.raises(HTTPException, match="got the model 'x', wanted one of default, convnet"):
        Models(["default"]).get("x")
