import json
from collections.abc import Callable
from pathlib import Path

import pytest

from inkdigits.errors import InputError
from inkdigits.models import REGISTRY, apply_settings
from inkdigits.training import Run, load_run

RECIPE = apply_settings(REGISTRY["mlp"].recipe, {"seed": 3, "hidden": "20,10"})


def test_a_run_is_found_again(tmp_path: Path) -> None:
    run = Run.create(tmp_path, RECIPE, "embedded")
    assert run.path.parent == tmp_path / "mlp"
    assert load_run(run.path) == run
    assert load_run(str(run.path)).recipe == RECIPE


def test_runs_of_the_same_second_get_folders_of_their_own(tmp_path: Path) -> None:
    paths = {Run.create(tmp_path, RECIPE, "embedded").path for _ in range(3)}
    assert len(paths) == 3


def test_history_comes_back_to_the_bit(tmp_path: Path) -> None:
    run = Run.create(tmp_path, RECIPE, "embedded")
    assert run.history == []
    rows = [
        {"epoch": 1.0, "loss": 0.1 + 0.2, "accuracy": 1 / 3, "learning_rate": 1e-3, "seconds": 2.5},
        {"epoch": 2.0, "loss": 1e-17, "accuracy": 1.0, "learning_rate": 5e-4, "seconds": 2.25},
    ]
    run.write_history(rows)
    assert run.history == rows
    lines = (run.path / "history.csv").read_text().splitlines()
    assert lines[0] == "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds"
    assert lines[1].startswith("1,0.30000000000000004,")


@pytest.mark.parametrize("text", ["epoch,loss\n1,low\n", "epoch,loss\n1,0.5,0.7\n", "\xff\x00"])
def test_a_damaged_history_is_refused(tmp_path: Path, text: str) -> None:
    run = Run.create(tmp_path, RECIPE, "embedded")
    (run.path / "history.csv").write_text(text, encoding="latin-1")
    with pytest.raises(InputError, match=r"history\.csv: not the table of numbers that a run le"):
        _ = run.history


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(
            InputError,
            match=r"recipe\.json: no such file; wanted a run folder, as 'inkdigits train' makes",
        ):
            load_run(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"recipe\.json: not JSON: "),
        ("[]", r"recipe\.json: got a JSON list, wanted an object"),
        ("{}", r"recipe\.json: it lacks 'model'"),
        ('{"model": "cnn"}', r"recipe\.json: it lacks 'data'"),
        ('{"model": "lenet", "data": "mnist"}', r"recipe\.json: there is no model called 'lenet'"),
        ('{"model": ["cnn"], "data": "mnist"}', r"recipe\.json: there is no model called"),
        (
            '{"model": "cnn", "data": "mnist", "epochs": "x"}',
            r"recipe\.json: got epochs=x, wanted a whole number",
        ),
        ('{"model": "cnn", "data": "mnist", "net": 3}', r"recipe\.json: got net=3, wanted the net"),
    ],
)
def test_a_damaged_recipe_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "recipe.json").write_text(text)
    with pytest.raises(InputError, match=message):
        load_run(tmp_path)


@pytest.mark.parametrize(
    ("ask", "file"),
    [
        (lambda run: run.metrics, "metrics.json"),
        (lambda run: run.keras_model(), "model.keras"),
    ],
)
def test_an_unfinished_run_says_so(tmp_path: Path, ask: Callable[[Run], object], file: str) -> None:
    run = Run.create(tmp_path, RECIPE, "embedded")
    with pytest.raises(InputError, match=f"{file}: no such file; an unfinished run: resume it fi"):
        ask(run)


def test_recipe_json_names_the_data(tmp_path: Path) -> None:
    run = Run.create(tmp_path, RECIPE, "embedded")
    document = json.loads((run.path / "recipe.json").read_text())
    assert (document["data"], document["model"], document["seed"]) == ("embedded", "mlp", 3)
    assert document["net"]["hidden"] == [20, 10]
