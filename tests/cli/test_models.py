import json
import re

import pytest

from inkdigits.cli import main
from inkdigits.models import REGISTRY
from inkdigits.recognizer import DEFAULT_PATH, load_recognizer

Output = pytest.CaptureFixture[str]


def test_the_zoo_is_listed_a_model_at_a_time(capsys: Output) -> None:
    assert main(["models"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    for name, entry in REGISTRY.items():
        row = re.search(rf"^{name} .*$", output.out, re.MULTILINE)
        assert row is not None
        parameters = "–" if entry.parameters is None else f"{entry.parameters:,}"
        assert f" {parameters} " in row[0]
        assert entry.layers in output.out
        assert entry.source in output.out


def test_json_is_the_zoo_and_nothing_else(capsys: Output) -> None:
    assert main(["models", "--json"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    rows = json.loads(output.out)
    assert [row["name"] for row in rows] == list(REGISTRY)
    for row, entry in zip(rows, REGISTRY.values(), strict=True):
        assert set(row) == {
            "name", "summary", "layers", "parameters", "source", "expected", "reached",
        }  # fmt: skip
        assert row["parameters"] == entry.parameters
        assert row["layers"] == entry.layers


@pytest.mark.train
def test_one_model_is_shown_with_keras_summary_and_recipe(capsys: Output) -> None:
    assert main(["models", "cnn"]) == 0
    out = capsys.readouterr().out
    entry = REGISTRY["cnn"]
    assert out.startswith(f"cnn: {entry.summary}\nfrom: {entry.source}\n")
    assert 'Model: "cnn"' in out
    assert f"Total params: {entry.parameters:,}" in out
    for layer in ("Conv2D", "MaxPooling2D", "Dropout", "Flatten", "Dense"):
        assert f"({layer})" in out
    recipe = out.partition("--set key=value):\n")[2].splitlines()
    assert f"  kernel_size={entry.recipe.net.kernel_size}" in recipe  # type: ignore[attr-defined]
    assert "  optimizer=adam" in recipe
    assert "  seed=0" in recipe


@pytest.mark.train
def test_layers_are_shown_as_set_takes_them(capsys: Output) -> None:
    assert main(["models", "mlp-500x3"]) == 0
    assert "\n  hidden=500,500,500\n" in capsys.readouterr().out


def test_one_model_as_json(capsys: Output) -> None:
    assert main(["models", "conv-standardized", "--json"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    document = json.loads(output.out)
    assert document["recipe"]["loss"] == "categorical_crossentropy"
    assert document["recipe"]["net"]["hidden"] == [128]


def test_an_unknown_model_is_answered_with_those_there_are(capsys: Output) -> None:
    assert main(["models", "lenet"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == (
        f"inkdigits: there is no model called 'lenet'; the models are: {', '.join(REGISTRY)}\n"
    )


@pytest.mark.skipif(not DEFAULT_PATH.exists(), reason="the bundled recognizer is not made yet")
def test_the_bundled_recognizer_says_what_it_is(capsys: Output) -> None:
    card = load_recognizer().card
    assert main(["models", "default"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"the bundled recognizer: {card.name}, ")
    assert f"{card.training_data['n']:,} digits" in text
    assert (
        f"made by: inkdigits train {card.name} --data mnist --seed 0, which 'make default'" in text
    )
    assert f"scores above {card.reject_threshold:.4g}\n" in text
    assert main(["models", "default", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["training_data"] == card.training_data
    assert document["bytes"] == DEFAULT_PATH.stat().st_size < 1_500_000


@pytest.mark.train
def test_a_convnet_is_shown_as_it_is_trained(capsys: Output) -> None:
    assert main(["models", "convnet-wide"]) == 0
    out = capsys.readouterr().out
    assert "out_features=11, bias=True)" in out
    assert "\n  non_digits=" in out
