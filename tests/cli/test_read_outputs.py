import csv
import io
import json
import os
from pathlib import Path

import pytest

from inkdigits.cli._read_outputs import Json, Table, Words
from tests.cli.read_pages import form_page, read_line, source_page

SURE = read_line("05221859", 0.95, 40)
DOUBTFUL = read_line("891 53", 0.625, 120, ("891 58", 0.25))


def test_words_are_the_numbers_and_their_doubts(capsys: pytest.CaptureFixture[str]) -> None:
    words = Words(headings=False, min_confidence=0.9)
    words.add(source_page("a.png", SURE, DOUBTFUL, read_line("7", 0.1, 200)))
    words.finish()
    output = capsys.readouterr()
    assert output.out == "05221859\n891 53  ? 62.5 %, else 891 58 25.0 %\n7  ? 10.0 %\n"
    assert output.err == ""


def test_words_of_several_files_have_headings(capsys: pytest.CaptureFixture[str]) -> None:
    words = Words(headings=True, min_confidence=0.5)
    words.add(source_page("a.png", SURE))
    words.add(source_page("b.tif", DOUBTFUL, number=1))
    words.add(source_page("b.tif", number=2))
    output = capsys.readouterr()
    assert output.out == "a.png\n05221859\n\nb.tif, page 1\n891 53\n\nb.tif, page 2\n"
    assert output.err == "inkdigits: b.tif, page 2: no digits found\n"


def test_pages_of_one_file_have_headings_too(capsys: pytest.CaptureFixture[str]) -> None:
    words = Words(headings=False, min_confidence=0.5)
    words.add(source_page("b.tif", SURE, number=1))
    words.add(source_page("b.tif", SURE, number=2))
    assert capsys.readouterr().out == ("b.tif, page 1\n05221859\n\nb.tif, page 2\n05221859\n")


def test_json_is_one_document_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    document = Json(min_confidence=0.9)
    document.add(source_page("a.png", SURE, DOUBTFUL))
    document.add(source_page("b.tif", number=3))
    assert capsys.readouterr().out == ""
    document.finish()
    first, second = json.loads(capsys.readouterr().out)
    assert list(first) == ["file", "width", "height", "model", "rotation", "lines", "rejected"]
    assert (first["file"], first["width"], first["height"]) == ("a.png", 400, 300)
    assert [line["text"] for line in first["lines"]] == ["05221859", "891 53"]
    assert [line["check"] for line in first["lines"]] == [False, True]
    assert first["lines"][0]["digits"][1] == {
        "digit": 5,
        "confidence": 0.95,
        "box": [40, 40, 20, 40],
    }
    assert first["lines"][1]["runner_up"] == {"text": "891 58", "confidence": 0.25}
    assert (second["file"], second["page"], second["lines"]) == ("b.tif", 3, [])


def test_a_table_quotes_texts_and_leaves_numbers_bare(tmp_path: Path) -> None:
    table = Table(tmp_path / "new" / "out.csv", min_confidence=0.9)
    table.add(source_page('odd, "name".png', SURE, DOUBTFUL))
    table.add(source_page("b.tif", SURE, number=2))
    assert not (tmp_path / "new").exists()
    table.finish()
    text = (tmp_path / "new" / "out.csv").read_text("utf-8")
    assert text.splitlines()[1:] == [
        '"odd, ""name"".png",1,1,"05221859",0.95,10,40,230,40,"no",""',
        '"odd, ""name"".png",1,2,"891 53",0.625,10,120,170,40,"yes","891 58"',
        '"b.tif",2,1,"05221859",0.95,10,40,230,40,"no",""',
    ]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert ",".join(rows[0]) == (
        "file,page,line,text,confidence,left,top,width,height,check,runner_up"
    )
    assert rows[0]["file"] == 'odd, "name".png'
    assert rows[0]["text"] == "05221859"


def test_the_fields_of_a_form_have_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Words(False, 0.9).add(form_page("a.png"))
    assert capsys.readouterr().out.splitlines() == [
        "id: 7",
        "date: 01.02.2026  ? 50.0 %, else 07.02.2026 25.0 %",
        "amount: (blank)",
        "age: ? the ink is no number",
    ]
    table = Table(tmp_path / "out.csv", 0.9, "field")
    table.add(form_page("a.png"))
    table.finish()
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines() == [
        '"file","page","field","text","confidence","left","top","width","height","check",'
        '"runner_up"',
        '"a.png",1,"id","7",0.95,10,20,200,60,"no",""',
        '"a.png",1,"date","01.02.2026",0.5,10,100,200,60,"yes","07.02.2026"',
        '"a.png",1,"amount","",0.0,10,180,90,60,"no",""',
        '"a.png",1,"age","",0.0,110,180,90,60,"yes",""',
    ]
    document = Json(0.9)
    document.add(form_page("a.png"))
    document.finish()
    (page,) = json.loads(capsys.readouterr().out)
    assert list(page) == ["file", "width", "height", "model", "fields"]
    assert [(field["text"], field["blank"], field["check"]) for field in page["fields"]] == [
        ("7", False, False),
        ("01.02.2026", False, True),
        (None, True, False),
        (None, False, True),
    ]


def test_a_table_is_printed_row_by_row(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(None, min_confidence=0.9)
    assert capsys.readouterr().out.startswith('"file","page","line","text"')
    table.add(source_page("a.png", SURE))
    assert capsys.readouterr().out == '"a.png",1,1,"05221859",0.95,10,40,230,40,"no",""\n'
    table.finish()
    assert capsys.readouterr().out == ""


def test_a_name_that_is_not_utf8_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = source_page(os.fsdecode(b"caf\xe9.png"), SURE)
    outputs = Words(True, 0.9), Json(0.9), Table(tmp_path / "out.csv", 0.9)
    for output in outputs:
        output.add(page)
        output.finish()
    printed = capsys.readouterr().out
    assert printed.startswith("caf\\udce9.png\n05221859\n[")
    assert '"file": "caf\\\\udce9.png"' in printed
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines()[1].startswith('"caf\\udce9.png"')
