import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inkdigits.cli import main
from inkdigits.data import Split
from inkdigits.models import REGISTRY
from inkdigits.preprocess import AUGMENTATIONS


@pytest.mark.train
def test_json_is_all_that_stands_on_stdout(
    uci: Split, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explore", "uci-digits", "--out", str(tmp_path), "--json"]) == 0
    printed, said = capsys.readouterr()
    document = json.loads(printed)
    assert uci.test is not None
    assert (document["n"], document["n_test"]) == (len(uci.train), len(uci.test))
    assert sum(document["classes"].values()) == len(uci.train)
    assert list(document["classes"]) == [str(digit) for digit in range(10)]
    assert document["pixels"]["mean"] == pytest.approx(np.mean(uci.train.images / 255.0))
    shares = [document["pixels"][f"{kind}_share"] for kind in ("background", "grey", "full_ink")]
    assert sum(shares) == pytest.approx(1.0)
    assert document["left_out"] == []
    assert len(document["files"]) == 9
    assert all(Path(file).stat().st_size > 1000 for file in document["files"])
    assert "principal components ..." in said


def test_a_dataset_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explore", "no-such-data", "--out", str(tmp_path / "new")]) == 2
    printed, said = capsys.readouterr()
    assert printed == ""
    assert "no-such-data" in said
    assert "uci-digits" in said  # the names that would have worked
    assert not (tmp_path / "new").exists()


def test_an_augmentation_is_one_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["explore", "uci-digits", "--augment", "affine", "--out", str(tmp_path)]
    assert main(command) == 0
    target = tmp_path / "augmentation-affine.png"
    assert [*tmp_path.iterdir()] == [target]
    assert capsys.readouterr().out.startswith(f"{target}: 12 digits of uci-digits-train")
    assert main([*command, "--json"]) == 0
    affine, wanted = AUGMENTATIONS["affine"], ("rotation", "scale", "shear", "shift")
    assert json.loads(capsys.readouterr().out) == {
        "data": "uci-digits-train",
        "augmentation": "affine",
        "kinds": {kind: getattr(affine, kind) for kind in wanted},
        "files": [str(target)],
    }


def test_a_model_stands_for_its_recipes_augmentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = REGISTRY["cnn"]
    augmented = replace(entry, recipe=replace(entry.recipe, augmentation="elastic"))
    monkeypatch.setitem(REGISTRY, "cnn", augmented)
    assert main(["explore", "uci-digits", "--augment", "cnn", "--out", str(tmp_path)]) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["augmentation-elastic.png"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("ann", "which is trained without augmentation"),
        ("none", "which is none that changes digits"),
        ("blurry", "which is none that changes digits"),
    ],
)
def test_a_name_without_augmentation_is_answered_with_those_that_have(
    name: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explore", "uci-digits", "--augment", name, "--out", str(tmp_path / "new")]) == 2
    printed, said = capsys.readouterr()
    assert printed == ""
    assert (
        f"got --augment {name}, {problem}; wanted one of: bend, affine, strong, elastic, wide"
        in said
    )
    assert not (tmp_path / "new").exists()
