import json
import sys
from pathlib import Path

import cv2
import pytest

from inkdigits.archive import Summary
from inkdigits.cli import _archive_bar as archive_bar
from inkdigits.cli import main
from inkdigits.cli._archive_bar import in_words
from inkdigits.data import Split
from inkdigits.pages import make_page


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory, uci: Split) -> Path:
    """Two pages, and a file that is none."""
    folder = tmp_path_factory.mktemp("scans")
    for seed in (1, 2):
        picture = make_page(uci.train, "plain", seed, [f"{seed:05}"]).picture
        cv2.imwrite(str(folder / f"{seed}.png"), picture)
    (folder / "3.png").write_bytes(b"no picture")
    return folder


def test_an_archive_is_read_into_tables(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "numbers"
    command = ["read", str(scans), "--out", str(out), "--format", "jsonl", "--workers", "1"]
    assert main(command) == 0
    said, told = capsys.readouterr()
    first, second, third, last = said.splitlines()
    assert first.startswith("2 pages read, ")
    assert first.endswith("lines, from 3 files")
    assert "pages a second over" in second
    assert third.startswith("the workers' time: waiting ")
    assert last == f"the tables: {out}/lines, {out}/pages"
    assert told == f"inkdigits: 1 files could not be read; see {out}/errors\n"
    errors = (out / "errors/part-000000.jsonl").read_text()
    assert "none of the formats wanted" in json.loads(errors)["reason"]
    assert main([*command, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["out"], document["pages"], document["errors"]) == (str(out), 2, 1)
    assert document["pages_read_earlier"] == 2


def test_an_archive_of_nothing_but_bad_files_has_failed(scans: Path, tmp_path: Path) -> None:
    command = ["read", str(scans / "3.png"), "--out", str(tmp_path), "--format", "jsonl"]
    assert main(command) == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--engine", "ray"], "got --engine without --out; name the folder for the tables"),
        (
            ["--format", "jsonl", "--files-a-part", "3"],
            "got --format, --files-a-part without --out; name the folder for the tables",
        ),
        (["--out", "x", "--csv", "-"], "got --out with --csv, which do not go together; leave out"),
        (["--out", "x", "--one-of", "ids.csv"], "got --out with --one-of, which do not go togeth"),
        (["--out", "x", "--min-confidence", "0.5"], "got --out with --min-confidence, which do no"),
        (["--out", "x", "--address", "auto"], "got --address without --engine ray; add it"),
        (["--out", "x"], "no.png: no such file or folder; name what is to be read"),
    ],
)
def test_what_does_not_go_together_is_refused(
    options: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["read", "no.png", *options]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("package", "options", "sentence"),
    [
        (
            "ray",
            ["--format", "jsonl", "--engine", "ray"],
            "ray is not installed here; pip install 'inkdigits[cluster]'",
        ),
        (
            "pyarrow",
            [],
            "tables are Parquet unless asked for otherwise, and pyarrow is not installed here; pip "
            "install 'inkdigits[cluster]', or choose --format jsonl",
        ),
        (
            "fsspec",
            ["s3://bucket"],
            "fsspec is not installed here; pip install 'inkdigits[cluster]'",
        ),
    ],
)
def test_what_is_not_installed_is_named_with_its_extra(
    package: str,
    options: list[str],
    sentence: str,
    scans: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    assert main(["read", str(scans), "--out", str(tmp_path / "x"), *options]) == 2
    assert capsys.readouterr().err == f"inkdigits: {sentence}\n"
    assert not (tmp_path / "x/plan.jsonl").exists()


def test_how_far_it_is_is_said_in_words() -> None:
    summary = Summary(files=2000, files_done=1000, pages=1200, errors=10, earlier=200, seconds=10)
    assert in_words(summary) == (
        "1,000 of 2,000 files, 1,200 pages, 100.0 pages a second, 1.00 % in error, 0:00:10 left"
    )


def test_a_log_has_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(archive_bar, "monotonic", lambda: now[0])
    with archive_bar.archive_bar() as follow:
        for second in range(65):
            now[0] = float(second)
            follow(Summary(files=100, files_done=second))
    assert [line[:27] for line in capsys.readouterr().err.splitlines()] == [
        "inkdigits: 30 of 100 files,",
        "inkdigits: 60 of 100 files,",
    ]
