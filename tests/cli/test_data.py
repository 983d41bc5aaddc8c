import json
from functools import partial
from pathlib import Path

import pytest

from inkdigits import data
from inkdigits.cli import main
from inkdigits.data import MNIST_FILES, Split, dataset_hash, find_mnist, load_dataset


def run_json(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict:
    assert main(["data", *arguments, "--json"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    return json.loads(output.out)


def run_badly(arguments: list[str], capsys: pytest.CaptureFixture[str], code: int = 2) -> str:
    assert main(["data", *arguments]) == code
    output = capsys.readouterr()
    assert output.out == ""
    return output.err


@pytest.fixture
def mnist_folder() -> Path:
    """Where the real MNIST lies; asked for before `bare_machine` hides it."""
    found = find_mnist()
    assert found is not None
    return next(iter(found.values())).parent


def test_info_describes_each_part(uci: Split, capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(["info", "embedded"], capsys)
    assert found["source"] == "embedded"
    assert [part["part"] for part in found["parts"]] == ["train", "test"]
    test = found["parts"][1]
    assert (test["name"], test["n"], test["writers"]) == ("uci-digits-test", 500, None)
    assert test["classes"] == {str(d): int((uci.test.labels == d).sum()) for d in range(10)}
    assert test["sha256"] == dataset_hash(uci.test)
    assert found["files"] == []

    assert main(["data", "info", "embedded"]) == 0
    words = capsys.readouterr().out
    assert "uci-digits-train: UCI handwritten digits" in words
    assert "  digits   1,297\n" in words
    assert f"  sha256   {dataset_hash(uci.test)} (images, then labels)\n" in words


def test_info_alone_says_what_is_there(
    bare_machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run_json(["info"], capsys)
    assert found == {
        "sources": [
            {"name": "mnist", "found": False, "where": None, "writers": None},
            {"name": "uci-digits", "found": True, "where": "in the package", "writers": None},
            {"name": "mnist-c", "found": False, "where": None, "writers": None},
        ],
        "folders": [str(bare_machine / "data")],
        "cache": str(bare_machine / "cache" / "inkdigits"),
    }
    assert main(["data", "info"]) == 0
    words = capsys.readouterr().out
    assert "mnist        not here; get it with: inkdigits data fetch mnist\n" in words
    assert "mnist-c      not here; get it with: inkdigits data fetch mnist-c\n" in words
    assert f"INKDIGITS_DATA names {bare_machine / 'data'} (no such folder)\n" in words


def test_info_downloads_nothing(bare_machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = run_badly(["info", "mnist"], capsys)
    assert message == (
        "inkdigits: mnist is not on this machine; get it with: inkdigits data fetch mnist\n"
    )
    assert not (bare_machine / "cache").exists()


@pytest.mark.mnist
def test_info_and_fetch_find_the_real_mnist(
    mnist: Split, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run_json(["info", "mnist"], capsys)
    train = found["parts"][0]
    assert (train["n"], train["sha256"]) == (60_000, dataset_hash(mnist.train))
    assert train["writers"] == (None if mnist.train.writers is None else 539)
    assert [file["sha256"] for file in found["files"]] == [file.sha256 for file in MNIST_FILES]
    assert all(Path(file["path"]).stat().st_size == file["bytes"] for file in found["files"])
    if mnist.train.writers is None:
        pytest.skip("QMNIST's extended labels not found, and tests do not download")
    fetched = run_json(["fetch", "mnist"], capsys)
    assert fetched["source"] == "mnist"
    assert [fetched["files"][file.name] for file in MNIST_FILES] == [
        file["path"] for file in found["files"]
    ]
    assert len(fetched["files"]) == 6


@pytest.mark.mnist
def test_fetch_does_without_the_writers(
    mnist_folder: Path,
    bare_machine: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("INKDIGITS_DATA", str(mnist_folder))
    nowhere = partial(data.fetch_writers, ["http://127.0.0.1:9/"])
    monkeypatch.setattr(data, "fetch_writers", nowhere)
    assert main(["data", "fetch", "mnist", "--json"]) == 0
    output = capsys.readouterr()
    assert sorted(json.loads(output.out)["files"]) == sorted(file.name for file in MNIST_FILES)
    assert "127.0.0.1:9: cannot be reached" in output.err
    assert "MNIST is complete, only its writers stay unknown" in output.err


def test_fetch_of_what_is_there_says_where(
    bare_machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bare_machine / "data" / "mnist_c"
    (folder / "fog").mkdir(parents=True)
    assert run_json(["fetch", "mnist-c"], capsys)["files"] == {"mnist_c": str(folder)}
    assert main(["data", "info"]) == 0
    assert f"mnist-c      {folder}\n" in capsys.readouterr().out


def test_fetch_knows_two(capsys: pytest.CaptureFixture[str]) -> None:
    message = run_badly(["fetch", "svhn"], capsys)
    assert message == "inkdigits: nothing to fetch for 'svhn'; wanted mnist or mnist-c\n"


@pytest.mark.parametrize("form", ["png", "csv", "npz", "idx"])
def test_export_writes_what_can_be_loaded(
    tmp_path: Path, uci: Split, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    written = run_json(["export", "embedded", "--format", form, "--out", str(out)], capsys)
    files = written.pop("files")
    assert written == {"source": "embedded", "format": form, "train": 1297, "test": 500}
    assert len(files) == {"png": 1, "csv": 2, "npz": 1, "idx": 4}[form]
    read = load_dataset(out if form == "idx" else files[0])
    assert dataset_hash(read.train) == dataset_hash(uci.train)


def test_export_prints_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "export", "embedded", "--format", "npz", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'digits.npz'}\n"


def test_bad_usage_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "out")]
    message = run_badly(["export", "embedded", "--format", "gif", *out], capsys)
    assert message == "inkdigits: unknown format 'gif'; wanted png, csv, npz, idx\n"
    message = run_badly(["export", "nothing", "--format", "png", *out], capsys)
    assert message.startswith("inkdigits: nothing: no dataset of this name and no such file; want")
    assert not (tmp_path / "out").exists()
    broken = tmp_path / "train.csv"
    broken.write_text("label,pixel0\n1,2\n")
    message = run_badly(["info", str(broken)], capsys)
    assert message.startswith(f"inkdigits: {broken}: its header has no column pixel1; wanted")
