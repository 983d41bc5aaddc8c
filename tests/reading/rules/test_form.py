import json

import pytest

from inkdigits.errors import InputError
from inkdigits.reading.rules import Field, Form, Rule, load_form, parse_form

DATE = {"name": "date", "box": [10, 20, 100, 30]}


def written(tmp_path, document):
    path = tmp_path / "form.json"
    path.write_text(json.dumps(document))
    return path


def test_a_form_is_its_page_and_its_fields_with_their_rules(tmp_path):
    (tmp_path / "class.csv").write_text("id\n007\n008\n")
    document = {
        "page": [800, 600],
        "fields": [
            {**DATE, "pattern": r"\d{2}\.\d{2}"},
            {"name": "card", "box": [0, 0, 800, 600], "digits": 16, "checksum": "luhn"},
            {"name": "pupil", "box": [1, 2, 3, 4], "one_of": "class.csv"},
            {"name": "free", "box": [1, 2, 3, 4]},
        ],
    }
    assert load_form(written(tmp_path, document)) == Form(
        800,
        600,
        (
            Field("date", (10, 20, 100, 30), Rule(pattern=r"\d{2}\.\d{2}")),
            Field("card", (0, 0, 800, 600), Rule(digits=16, checksum="luhn")),
            Field("pupil", (1, 2, 3, 4), Rule(ids=("007", "008"))),
            Field("free", (1, 2, 3, 4)),
        ),
    )


def test_a_box_is_scaled_without_gaps_between_neighbours():
    left, right = Field("a", (0, 0, 33, 10)), Field("b", (33, 0, 33, 10))
    assert left.box_on((0.5, 2.0)) == (0, 0, 16, 20)
    assert right.box_on((0.5, 2.0)) == (16, 0, 17, 20)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], 'got [], wanted an object with "page", "fields"'),
        ({"fields": [DATE]}, 'got nothing as "page", wanted [width, height] in pixels; write'),
        ({"page": [800], "fields": [DATE]}, 'got [800] as "page"'),
        ({"page": [800, 0], "fields": [DATE]}, 'got [800, 0] as "page"'),
        ({"page": [800, True], "fields": [DATE]}, 'got [800, true] as "page"'),
        ({"page": [800, 600]}, 'got nothing as "fields", wanted a list of fields'),
        ({"page": [800, 600], "fields": []}, 'got [] as "fields"'),
        ({"page": [800, 600], "fields": [DATE], "dpi": 1}, "got the key 'dpi'; use fields, page"),
        ({"page": [800, 600], "fields": [7]}, "field 1: got 7, wanted an object with a name"),
        (
            {"page": [800, 600], "fields": [DATE] * 501},
            "got 501 fields, wanted at most 500; part the form",
        ),
        ({"page": [800, 600], "fields": [DATE, DATE]}, "got 2 fields named 'date'; rename all but"),
    ],
)
def test_says_what_is_wrong_with_a_form(tmp_path, document, message):
    path = written(tmp_path, document)
    with pytest.raises(InputError) as problem:
        load_form(path)
    assert message in str(problem.value)
    assert str(path) in str(problem.value)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"name": None}, "field 1: got nothing as its name; write a text that is not empty"),
        ({"name": " "}, 'field 1: got " " as its name'),
        ({"box": [1, 2, 3]}, "field 1 (date): got [1, 2, 3] as its box, wanted [left, top, width"),
        ({"box": [1, 2, 3, 0]}, "got [1, 2, 3, 0] as its box"),
        ({"box": [1, 2, 3.5, 4]}, "got [1, 2, 3.5, 4] as its box"),
        ({"box": [750, 0, 51, 10]}, "the box [750, 0, 51, 10] does not lie on the page of 800 x"),
        ({"box": [-1, 0, 51, 10]}, "does not lie on the page"),
        (
            {"digit": 8},
            "field 1: got the key 'digit'; use box, checksum, digits, name, one_of, pat",
        ),
        ({"digits": "8"}, "field 1 (date): got \"8\" as 'digits'; write a whole number"),
        ({"digits": 0}, "field 1 (date): got 0 digits, wanted 1 to 64"),
        ({"pattern": 8}, "got 8 as 'pattern'; write a text"),
        ({"pattern": r"\d+"}, "field 1 (date): the pattern '\\\\d+' has '+' at character 3"),
        ({"checksum": "crc"}, "got the checksum 'crc'; choose one of luhn, ean13, mod97"),
        ({"one_of": "none.csv"}, "none.csv (No such file or directory)"),
    ],
)
def test_says_what_is_wrong_with_a_field(tmp_path, entry, message):
    path = written(tmp_path, {"page": [800, 600], "fields": [{**DATE, **entry}]})
    with pytest.raises(InputError) as problem:
        load_form(path)
    assert message in str(problem.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no JSON"),
        (b"{", "is no JSON"),
        (b"\xff\xfe\xfd", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b" " * 1_000_001, "has more than 1,000,000 bytes; give the JSON of a form"),
    ],
)
def test_a_file_that_is_no_form_is_said(tmp_path, content, message):
    path = tmp_path / "form.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as problem:
        load_form(path)
    assert message in str(problem.value)


def test_a_missing_form_is_said(tmp_path):
    with pytest.raises(InputError, match=r"cannot read .*form.json \(No such file or directory\)"):
        load_form(tmp_path / "form.json")


def test_a_form_that_comes_as_json_brings_its_lists_along(tmp_path):
    entry = {**DATE, "digits": 3}
    document = {"page": [800, 600], "fields": [{**entry, "one_of": ["007", "12"]}]}
    rule = Rule(digits=3, ids=("007", "12"))
    expected = Form(800, 600, (Field("date", (10, 20, 100, 30), rule),))
    assert parse_form(json.dumps(document).encode()) == expected


@pytest.mark.parametrize(
    ("one_of", "message"),
    [
        ("/etc/hostname", "(date): got \"/etc/hostname\" as 'one_of'; write a list of ids"),
        ([7], "(date): got 7 among the ids; write each as a text"),
        (["7x"], "(date): got '7x' among the ids, wanted 1 to 64 digits each; mend the list"),
        ([], "(date): no number is one of 0 ids; change the rule"),
    ],
)
def test_a_form_that_comes_as_json_opens_no_file(one_of, message):
    document = {"page": [800, 600], "fields": [{**DATE, "one_of": one_of}]}
    with pytest.raises(InputError) as problem:
        parse_form(json.dumps(document).encode())
    assert str(problem.value) == f"the form, field 1 {message}"


def test_a_form_that_is_no_json_is_said():
    with pytest.raises(InputError, match="the form is no JSON"):
        parse_form(b"{")


def form_of(rules):
    fields = [{**DATE, "name": str(number), **rule} for number, rule in enumerate(rules)]
    return json.dumps({"page": [800, 600], "fields": fields}).encode()


def test_the_rules_of_a_form_are_bounded_together():
    heavy = [{"checksum": "mod97", "digits": digits} for digits in range(3, 65)]
    with pytest.raises(InputError, match="the form: the rules of its fields are too much together"):
        parse_form(form_of(heavy))
    with pytest.raises(InputError, match="too many ways"):
        parse_form(form_of([{"pattern": r"(\d{0,60})" * 30}] * 100))
    with pytest.raises(InputError, match="too much together"):
        parse_form(form_of([{"pattern": r"(x{64}){64}1" + "-" * count} for count in range(400)]))


def test_rules_that_are_alike_are_made_once():
    fields = parse_form(form_of([{"checksum": "mod97", "digits": 64}] * 100)).fields
    assert all(field.rule is fields[0].rule for field in fields)
