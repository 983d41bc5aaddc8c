import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.arrays import Uint8Array
from inkdigits.cli import main
from inkdigits.cli._read_files import read_files
from inkdigits.cli._read_outputs import Json, Table, Words
from inkdigits.cli._read_reader import Singly
from inkdigits.cli._read_sources import find_sources
from inkdigits.errors import InputError, WorkError
from inkdigits.examples import example_pages
from inkdigits.images import decode_gray
from inkdigits.reading import ReadPage, read
from inkdigits.reading.annotation import annotate
from inkdigits.reading.rules import Rule
from tests.images.encoded import png_that_claims
from tests.images.pdfs import locked

FORM, NOTEBOOK, SIDEWAYS = example_pages()


def pictures(folder: Path, *names: str) -> list[Path]:
    """Pictures of one grey level each, as many as there are names: 10, 20, and so on."""
    paths = []
    for number, name in enumerate(names, 1):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (12, 8), 10 * number).save(folder / name)
        paths.append(folder / name)
    return paths


def texts(path: Path, rule: Rule | None = None) -> list[str]:
    """What Python reads on a page."""
    return [line.text for line in read(path, rule=rule).lines]


def empty_page(picture: Uint8Array) -> ReadPage:
    return ReadPage(picture.shape[1], picture.shape[0], f"level {picture[0, 0]}", (), ())


@pytest.mark.parametrize("page", example_pages(), ids=lambda page: page.path.stem)
def test_the_example_pages_are_read(page, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(page.path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(page.numbers)
    sure = [
        (line, number) for line, number in zip(lines, page.numbers, strict=True) if "?" not in line
    ]
    assert len(sure) >= len(lines) - 1
    assert all(line == number for line, number in sure), "what is read wrong is marked"


def test_json_is_what_python_reads(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(FORM.path), str(SIDEWAYS.path)]
    assert main(["read", *files, "--json"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    for document, file in zip(json.loads(output.out), files, strict=True):
        found = read(file).to_json()
        assert [line.pop("check") for line in document["lines"]] == [
            line["confidence"] < 0.9 for line in found["lines"]
        ]
        assert document == {"file": file, **found}


def test_a_bad_file_does_not_keep_the_others_from_being_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = NOTEBOOK.path.read_bytes()
    bad = {
        "2.jpg": (b"no picture", "got a file that starts with b'no pictu', which is none of the"),
        "3.png": (b"", "got an empty file, wanted a PNG, "),
        "4.pdf": (locked(b"secret"), "got a PDF that is locked with a password, wanted an open"),
        "5.png": (png_that_claims(60_000, 60_000), "got an image of 60000×60000 pixels, wanted "),
        "6.jpg": (good[:5000], "got a damaged or incomplete image (image file is truncated"),
    }
    for name, (content, _) in {"1.jpg": (good, ""), **bad, "10.jpg": (good, "")}.items():
        (tmp_path / name).write_bytes(content)
    table = tmp_path / "out.csv"
    command = ["read", str(tmp_path), str(FORM.path), "--csv", str(table)]
    assert main([*command, "--min-confidence", "0"]) == 2
    output = capsys.readouterr()
    notebook, form = texts(NOTEBOOK.path), texts(FORM.path)
    assert output.out.splitlines() == [
        *(str(tmp_path / "1.jpg"), *notebook),
        *("", str(tmp_path / "10.jpg"), *notebook),
        *("", str(FORM.path), *form),
    ]
    *problems, summary = output.err.splitlines()
    for problem, (name, (_, message)) in zip(problems, bad.items(), strict=True):
        assert problem.startswith(f"inkdigits: {tmp_path / name}: {message}")
    names = ", ".join(str(tmp_path / name) for name in bad)
    assert summary == f"inkdigits: 5 of 8 files could not be read: {names}"
    assert table.read_text().count("\n") == 1 + 2 * len(notebook) + len(form)


def test_what_may_not_be_read_does_not_keep_the_others_from_being_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, other, folder = tmp_path / "1.jpg", tmp_path / "2.jpg", tmp_path / "locked"
    for path in (mine, other):
        path.write_bytes(NOTEBOOK.path.read_bytes())
    folder.mkdir()
    for path in (other, folder):
        path.chmod(0)
    if os.access(other, os.R_OK):
        pytest.skip("who runs this may read everything")
    try:
        assert main(["read", str(folder), str(other), str(mine), "--min-confidence", "0"]) == 2
    finally:
        folder.chmod(0o700)
    output = capsys.readouterr()
    assert output.out.splitlines() == [str(mine), *texts(NOTEBOOK.path)]
    assert output.err.splitlines() == [
        f"inkdigits: {folder}: cannot be read (Permission denied); check the folder's permissions",
        f"inkdigits: {other}: cannot be read (Permission denied); check the path",
        f"inkdigits: 2 of 3 files could not be read: {folder}, {other}",
    ]


def test_one_bad_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.png"
    assert main(["read", str(missing), "--json"]) == 2
    output = capsys.readouterr()
    assert json.loads(output.out) == []
    assert output.err.startswith(f"inkdigits: {missing}: no such file; wanted the path of a ")
    assert output.err.count("\n") == 1


def test_pages_of_a_file_are_numbered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Image.open(FORM.path) as form, Image.open(SIDEWAYS.path) as sideways:
        form.save(tmp_path / "both.tif", save_all=True, append_images=[sideways])
    command = ["read", str(tmp_path / "both.tif"), "--annotate", str(tmp_path / "out.png")]
    assert main([*command, "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["page"], second["page"]) == (1, 2)
    assert second["rotation"] == read(SIDEWAYS.path).rotation != 0
    assert [line["text"] for line in second["lines"]] == texts(SIDEWAYS.path)
    assert {path.name for path in tmp_path.iterdir()} == {"both.tif", "out-1.png", "out-2.png"}


def test_annotated_pages_show_what_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.png"
    command = ["read", str(SIDEWAYS.path), "--annotate", str(target), "--min-confidence", "1"]
    assert main(command) == 0
    with Image.open(target) as image:
        expected = annotate(decode_gray(SIDEWAYS.path), read(SIDEWAYS.path), 1)
        np.testing.assert_array_equal(np.asarray(image), expected)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ? ")[0] for line in lines] == texts(SIDEWAYS.path)
    assert all(line.endswith(" %") for line in lines)


def test_debug_shows_every_step(tmp_path: Path) -> None:
    assert main(["read", str(FORM.path), "--debug", str(tmp_path / "steps")]) == 0
    steps = sorted(path.name for path in (tmp_path / "steps").iterdir())
    assert len(steps) >= 3
    assert [int(name[:2]) for name in steps] == list(range(1, len(steps) + 1))
    assert steps[0] == "01-grey.png"
    with Image.open(tmp_path / "steps" / steps[0]) as image:
        np.testing.assert_array_equal(np.asarray(image), decode_gray(FORM.path))


def test_an_id_of_a_list_stands_on_one_page_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Image.open(FORM.path) as form:
        first = form.crop((0, 40, form.width, 165))
    first.save(tmp_path / "page.tif", save_all=True, append_images=[first])
    ids = tmp_path / "ids.csv"
    right, like_it = FORM.numbers[0], FORM.numbers[0][:-1] + "0"
    ids.write_text(f"id\n{like_it}\n{right}\n12345678\n")
    command = ["read", str(tmp_path / "page.tif"), "--one-of", str(ids)]
    assert main([*command, "--json", "--annotate", str(tmp_path / "marked")]) == 0
    pages = json.loads(capsys.readouterr().out)
    assert sorted(page["page"] for page in pages) == [1, 2]
    (one,), (other,) = (page["lines"] for page in pages)
    assert {one["text"], other["text"]} == {right, like_it}
    forced = one if one["text"] == like_it else other
    assert forced["check"]
    assert forced["runner_up"]["text"] == right
    assert {path.name for path in (tmp_path / "marked").iterdir()} == {"page-1.png", "page-2.png"}


def test_a_form_is_read_by_its_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fields = [
        {"name": "first", "box": [40, 60, 620, 100], "digits": 8},
        {"name": "second", "box": [40, 185, 620, 100], "pattern": "\\d{4} \\d{4}"},
        {"name": "nothing", "box": [40, 430, 620, 70]},
    ]
    form = tmp_path / "form.json"
    form.write_text(json.dumps({"page": [709, 525], "fields": fields}))
    assert main(["read", str(FORM.path), "--form", str(form), "--min-confidence", "0"]) == 0
    first, second = texts(FORM.path, Rule(digits=8))[:2]
    assert capsys.readouterr().out.splitlines() == [
        f"first: {first}",
        f"second: {second[:4]} {second[4:]}",
        "nothing: (blank)",
    ]


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (["--digits", "7"], Rule(digits=7)),
        (["--pattern", r"\d{3}-\d{5}"], Rule(pattern=r"\d{3}-\d{5}")),
        (["--digits", "8", "--checksum", "luhn"], Rule(digits=8, checksum="luhn")),
    ],
)
def test_a_rule_is_kept_to(
    options: list[str], rule: Rule, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(FORM.path), *options, "--min-confidence", "0"]) == 0
    found = capsys.readouterr().out.splitlines()
    assert found == texts(FORM.path, rule)
    assert all(rule.admits(re.sub(r"\D", "", text)) for text in found)


def test_ids_of_a_list_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ids = tmp_path / "ids.csv"
    ids.write_text("id\n" + "\n".join(["66666666", *reversed(FORM.numbers), "12345678"]))
    command = ["read", str(FORM.path), "--one-of", str(ids), "--min-confidence", "0"]
    assert main(command) == 0
    assert tuple(capsys.readouterr().out.splitlines()) == FORM.numbers


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--json", "--csv", "-"], "got --json and --csv -, which both print on stdout; name a "),
        (["--annotate", "out.gif"], "--annotate: got out.gif, wanted a name that ends in one of "),
        (["--checksum", "md5"], "got the checksum 'md5'; choose one of luhn, ean13, mod97"),
        (["--digits", "0"], "got 0 digits, wanted 1 to 64; say how many a number has"),
        (["--one-of", "missing.csv"], "cannot read missing.csv (No such file or directory); give"),
        (["--form", "form.json"], "cannot read form.json (No such file or directory); give the "),
        (["--form", "x.json", "--digits", "8"], "got --form and another rule; give each field "),
        (["--model", "missing.onnx"], "missing.onnx: no such file; wanted an .onnx file"),
        (["--min-confidence", "2"], "Invalid value for '--min-confidence': "),
    ],
)
def test_bad_options_are_told_before_anything_is_read(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = [] if "--csv" in options else ["--csv", "-"]
    assert main(["read", str(FORM.path), *options, *table]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(f"inkdigits: {message}")
    assert output.err.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "target"),
    [
        (["--csv", "file/out.csv"], "file/out.csv"),
        (["--csv", "folder"], "folder"),
        (["--annotate", "file/out.png"], "file/out.png"),
        (["--annotate", "file"], "file/1.png"),
        (["--annotate", "file/new"], "file/new/1.png"),
        (["--debug", "file"], "file/01-grey.png"),
        (["--debug", "file/new"], "file/new/01-grey.png"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_read(
    options: list[str],
    target: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (page,) = pictures(tmp_path, "1.jpg")
    assert main(["read", str(page), *options]) == 2
    reason = "Is a directory" if target == "folder" else "Not a directory"
    assert capsys.readouterr() == (
        "",
        f"inkdigits: cannot write {target} ({reason}); name a place that can be written to\n",
    )


def test_what_was_written_before_ctrl_c_is_complete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, _ = find_sources(pictures(tmp_path, "1.png", "2.png", "3.png"))

    def read_page(picture: Uint8Array) -> ReadPage:
        if picture[0, 0] == 20:
            raise KeyboardInterrupt
        return empty_page(picture)

    outputs = [Json(0.9), Table(tmp_path / "out.csv", 0.9)]
    with pytest.raises(KeyboardInterrupt):
        read_files(sources, Singly(read_page), outputs, None)
    output = capsys.readouterr()
    assert [page["model"] for page in json.loads(output.out)] == ["level 10"]
    assert output.err == "inkdigits: 1 of 3 files were read\n"
    assert (tmp_path / "out.csv").read_text().startswith('"file","page"')


def test_a_page_on_which_reading_fails_does_not_stop_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, three = pictures(tmp_path, "1.png", "2.png", "3.png")

    def read_page(picture: Uint8Array) -> ReadPage:
        if picture[0, 0] == 10:
            raise ZeroDivisionError("division by zero")
        if picture[0, 0] == 20:
            raise InputError("got a page that is too small")
        return empty_page(picture)

    sources, _ = find_sources([one, two, three])
    failed = read_files(sources, Singly(read_page), [Words(True, 0.9)], None)
    assert [(path, type(problem)) for path, problem in failed] == [
        (one, WorkError),
        (two, InputError),
    ]
    output = capsys.readouterr()
    assert output.out == f"{three}\n"
    assert output.err == (
        f"inkdigits: {one}: reading failed (ZeroDivisionError: division by zero); please report "
        "it with the picture\n"
        f"inkdigits: {two}: got a page that is too small\n"
        f"inkdigits: {three}: no digits found\n"
    )


def test_only_what_is_needed_is_loaded() -> None:
    script = (
        "import sys; from inkdigits.cli import main; code = main(sys.argv[1:]); "
        "heavy = {'torch', 'keras', 'sklearn', 'matplotlib', 'rich'} & set(sys.modules); "
        "sys.exit(code or (f'loaded {sorted(heavy)}' if heavy else 0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "read", FORM.path, FORM.path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(texts(FORM.path)[0]) == 2
