import json
from base64 import b64decode
from io import BytesIO

import httpx
import numpy as np
import pytest
from PIL import Image

from inkdigits.cli import main
from inkdigits.images import decode_gray
from inkdigits.reading import read
from inkdigits.reading.rules import Rule
from inkdigits.serving import Settings
from tests.serving.pictures import BYTES, FORM, NOTEBOOK, PNG, SIDEWAYS, blank, pages
from tests.serving.running import running

FIELDS = {
    "page": [709, 525],
    "fields": [
        {"name": "date", "box": [50, 60, 600, 100], "digits": 8},
        {"name": "nothing", "box": [0, 0, 30, 30]},
    ],
}


def test_the_answer_is_the_command_lines(client: httpx.Client, capsys) -> None:
    files = [("files", (path.name, path.read_bytes())) for path in (FORM, SIDEWAYS)]
    answer = client.post("/v1/read", files=files)
    assert main(["read", str(FORM), str(SIDEWAYS), "--json"]) == 0
    expected = json.loads(capsys.readouterr().out)
    for document, path in zip(expected, (FORM, SIDEWAYS), strict=True):
        document["file"] = path.name
    assert answer.json() == {"pages": expected}


def test_a_rule_and_a_threshold_are_parameters(client: httpx.Client) -> None:
    parameters = {"digits": 8, "min_confidence": 1}
    answer = client.post("/v1/read", params=parameters, content=FORM.read_bytes(), headers=BYTES)
    (page,) = answer.json()["pages"]
    expected = read(FORM, rule=Rule(digits=8)).to_json()["lines"]
    assert page["lines"] == [{**line, "check": line["confidence"] < 1} for line in expected]
    assert any(line["check"] for line in page["lines"])
    assert all("runner_up" in line for line in page["lines"])


def test_each_number_of_a_list_stands_on_one_line_only(client: httpx.Client) -> None:
    text = read(FORM).lines[0].text
    near = f"{(int(text[0]) + 1) % 10}{text[1:]}"
    files = [("files", (name, FORM.read_bytes())) for name in ("a", "b")]
    answer = client.post("/v1/read", params={"one_of": [text, near]}, files=files)
    texts = [line["text"] for page in answer.json()["pages"] for line in page["lines"]]
    assert sorted(texts) == sorted([text, near])


def test_the_fields_of_a_form(client: httpx.Client) -> None:
    files = [("files", ("page.jpg", FORM.read_bytes())), ("form", (None, json.dumps(FIELDS)))]
    answer = client.post("/v1/read?include=fields", files=files)
    (page,) = answer.json()["pages"]
    assert set(page) == {"file", "width", "height", "model", "fields"}
    date, nothing = page["fields"]
    assert (date["name"], date["text"], date["check"]) == ("date", read(FORM).lines[0].text, False)
    assert len(date["digits"]) == 8
    assert (nothing["blank"], nothing["text"], nothing["check"]) == (True, None, False)


@pytest.mark.parametrize(
    ("form", "query", "message"),
    [
        (b"{", "", "the form is no JSON"),
        (b"[]", "", 'the form: got [], wanted an object with "page", "fields"'),
        (json.dumps(FIELDS).encode(), "?digits=8", "got a form and another rule"),
        (
            json.dumps({"page": [9, 9], "fields": [{"name": "a", "box": [0, 0, 5, 5]}]}).encode(),
            "",
            "got a picture of 709×525 pixels for a form of 9×9",
        ),
        (
            json.dumps(
                {
                    "page": [9, 9],
                    "fields": [{"name": "a", "box": [0, 0, 5, 5], "one_of": "/etc/hostname"}],
                }
            ).encode(),
            "",
            "got \"/etc/hostname\" as 'one_of'; write a list of ids",
        ),
        (b"", "", "the form is no JSON"),
        (
            json.dumps(
                {
                    "page": [9, 9],
                    "fields": [{"name": "a", "box": [0, 0, 5, 5], "pattern": r"(\d{0,60})" * 30}]
                    * 100,
                }
            ).encode(),
            "",
            "fits the same digits in too many ways",
        ),
    ],
)
def test_forms_that_are_not_understood(
    client: httpx.Client, form: bytes, query: str, message: str
) -> None:
    files = [("files", ("page.jpg", FORM.read_bytes())), ("form", (None, form))]
    answer = client.post(f"/v1/read{query}", files=files)
    assert answer.status_code == 422
    assert message in answer.json()["error"]


def test_a_name_in_a_form_that_no_utf_8_can_hold_is_given_back(client: httpx.Client) -> None:
    form = '{"page": [709, 525], "fields": [{"name": "\\ud800", "box": [0, 0, 30, 30]}]}'
    files = [("files", ("page.jpg", FORM.read_bytes())), ("form", (None, form))]
    answer = client.post("/v1/read", files=files)
    assert answer.status_code == 200
    assert answer.json()["pages"][0]["fields"][0]["name"] == "\ud800"


def test_the_digits_as_the_net_saw_them(client: httpx.Client) -> None:
    answer = client.post("/v1/read?include=fields", content=NOTEBOOK.read_bytes(), headers=BYTES)
    expected = [digit for line in read(NOTEBOOK).lines for digit in line.digits]
    found = [digit for line in answer.json()["pages"][0]["lines"] for digit in line["digits"]]
    assert len(found) == len(expected) > 0
    for entry, digit in zip(found, expected, strict=True):
        assert np.allclose(entry["probabilities"], digit.probabilities, atol=1e-6)
        if digit.field is None:
            assert "field" not in entry
        else:
            assert b64decode(entry["field"]) == digit.field.tobytes()
    assert any("field" in entry for entry in found)


def test_the_picture_of_a_page_is_one_that_browsers_show(client: httpx.Client) -> None:
    wide = BytesIO()
    Image.new("L", (3200, 800), 200).save(wide, "TIFF")
    answer = client.post("/v1/read?include=picture", content=wide.getvalue(), headers=BYTES)
    (page,) = answer.json()["pages"]
    picture = b64decode(page["picture"])
    assert Image.open(BytesIO(picture)).format == "JPEG"
    assert decode_gray(picture).shape == (400, 1600)
    assert (page["width"], page["height"]) == (3200, 800)


@pytest.mark.parametrize("kind", ["TIFF", "PDF"])
def test_every_page_of_a_file_is_read(client: httpx.Client, kind: str) -> None:
    answer = client.post("/v1/read", content=pages(3, kind), headers=BYTES)
    assert [page["page"] for page in answer.json()["pages"]] == [1, 2, 3]


def test_one_bad_file_among_several_does_not_stop_the_others(client: httpx.Client) -> None:
    contents = [b"no picture", blank(), pages(2)[:-30]]
    files = [("files", (str(number), content)) for number, content in enumerate(contents)]
    answer = client.post("/v1/read", files=files)
    assert answer.status_code == 200
    first, second, *rest = answer.json()["pages"]
    assert set(first) == {"file", "error"}
    assert second["lines"] == []
    assert any("error" in page for page in rest)


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        (b"", 422, "got an empty file"),
        (b"no picture", 415, "which is none of the formats wanted"),
        (blank()[:50], 422, "got a damaged or incomplete image"),
    ],
)
def test_the_only_file_being_bad_is_a_status(
    client: httpx.Client, content: bytes, status: int, message: str
) -> None:
    answer = client.post("/v1/read", content=content, headers=PNG)
    assert answer.status_code == status
    assert message in answer.json()["error"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("digits=0", "the parameter 'digits': input should be greater than or equal to 1"),
        ("checksum=crc", "the parameter 'checksum': input should be 'luhn', 'ean13' or 'mod97'"),
        ("min_confidence=2", "the parameter 'min_confidence': input should be less than or equal"),
        ("pattern=(", "the pattern '(' has an empty part"),
        ("one_of=12x", "got '12x' among the ids"),
        ("pattern=" + r"(\d{0,60})" * 40, "fits the same digits in too many ways; use fewer"),
        ("digits=4&pattern=1", "no number is of 4 digits and of the pattern 1"),
    ],
)
def test_rules_that_are_not_understood(client: httpx.Client, query: str, message: str) -> None:
    answer = client.post(f"/v1/read?{query}", content=blank(), headers=PNG)
    assert answer.status_code == 422
    assert message in answer.json()["error"]


def test_too_many_pages_are_refused_before_they_are_read() -> None:
    with running(Settings(max_pages=4)) as client:
        files = [("files", (name, pages(3))) for name in ("a", "b")]
        answer = client.post("/v1/read", files=files)
        assert answer.status_code == 413
        assert answer.json()["error"].startswith("got more than 4 pages")
        assert client.post("/v1/read", files=files[:1]).status_code == 200
