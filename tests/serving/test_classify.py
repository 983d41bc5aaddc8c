from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor

import httpx
import numpy as np
import pytest

from inkdigits.arrays import Uint8Array
from inkdigits.reading import classify
from inkdigits.serving._classifying import Picture, classify_pictures
from inkdigits.serving._models import Models
from tests.recognizer_file import tiny_recognizer as tiny_recognizer
from tests.serving.pictures import BYTES, DIGITS, PNG, blank, encoded, one
from tests.serving.running import PATIENCE, metric, running


def as_field(text: str) -> Uint8Array:
    return np.frombuffer(b64decode(text), np.uint8).reshape(28, 28)


def test_a_raw_picture_is_answered_as_python_answers(client: httpx.Client) -> None:
    path, digit = DIGITS[0]
    answer = client.post("/v1/classify", content=path.read_bytes(), headers=BYTES)
    assert answer.status_code == 200
    assert answer.json() == {
        "model": "convnet-wide",
        "results": [{"file": None, **classify(path).to_json()}],
    }
    assert answer.json()["results"][0]["digit"] == digit


def test_many_files_are_answered_in_their_order_and_by_their_names(client: httpx.Client) -> None:
    files = [("files", (path.name, path.read_bytes())) for path, _ in DIGITS]
    results = client.post("/v1/classify", files=files).json()["results"]
    assert [result["file"] for result in results] == [path.name for path, _ in DIGITS]
    assert [result["digit"] for result in results] == [digit for _, digit in DIGITS]


def test_one_bad_file_among_many_does_not_stop_the_others(client: httpx.Client) -> None:
    files = [("files", ("a.png", one())), ("files", ("b.txt", b"no picture"))]
    answer = client.post("/v1/classify", files=[*files, ("files", ("c.png", one()))])
    assert answer.status_code == 200
    first, second, third = answer.json()["results"]
    assert (first["digit"], third["digit"]) == (1, 1)
    assert second["file"] == "b.txt"
    assert "got a file that starts with b'no pictu', which is none of" in second["error"]


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        (b"", 422, "got an empty file"),
        (b"no picture", 415, "which is none of the formats wanted: PNG, JPEG"),
        (one()[:60], 422, "got a damaged or incomplete image"),
        (b"%PDF-1.7 nothing else", 422, "got a damaged or incomplete image"),
    ],
)
def test_the_only_file_being_bad_is_a_status(
    client: httpx.Client, content: bytes, status: int, message: str
) -> None:
    answers = [
        client.post("/v1/classify", content=content, headers=PNG),
        client.post("/v1/classify", files=[("files", ("x", content))]),
    ]
    for answer in answers:
        assert answer.status_code == status
        assert message in answer.json()["error"]


def test_a_picture_without_ink_is_no_mistake_of_the_caller(client: httpx.Client) -> None:
    answer = client.post("/v1/classify?include=field", content=blank(), headers=PNG)
    (result,) = answer.json()["results"]
    assert (result["digit"], result["confidence"], result["rejected"]) == (None, 0, True)
    assert "without ink" in result["reason"]
    assert not as_field(result["field"]).any()


def test_the_field_is_what_the_net_saw(client: httpx.Client) -> None:
    path, _ = DIGITS[-1]
    answer = client.post("/v1/classify?include=field", content=path.read_bytes(), headers=PNG)
    (result,) = answer.json()["results"]
    assert np.array_equal(as_field(result["field"]), classify(path).field)
    assert "maps" not in result


def test_the_maps_are_those_of_every_convolution(client: httpx.Client) -> None:
    answer = client.post("/v1/classify?include=maps", content=one(), headers=PNG)
    (result,) = answer.json()["results"]
    assert "field" not in result
    assert [layer["name"] for layer in result["maps"]] == [f"convolution {n}" for n in range(1, 5)]
    assert [layer["channels"] for layer in result["maps"]] == [32, 48, 96, 128]
    for layer in result["maps"]:
        values = b64decode(layer["data"])
        assert len(values) == layer["channels"] * layer["height"] * layer["width"]
        assert (min(values), max(values)) == (0, 255)


def test_a_model_is_asked_for_by_its_name(tiny_recognizer) -> None:
    from inkdigits.serving import Settings

    with running(Settings(models=("default", str(tiny_recognizer)))) as client:
        cards = client.get("/v1/models").json()["models"]
        assert [(card["name"], card["default"]) for card in cards] == [
            ("convnet-wide", True),
            ("templates", False),
        ]
        assert cards[1]["reject_threshold"] == 0.9
        assert cards[1]["bytes"] == tiny_recognizer.stat().st_size
        for name, model in [("default", "convnet-wide"), ("templates", "templates")]:
            answer = client.post(f"/v1/classify?model={name}", content=one(), headers=PNG)
            assert answer.json()["model"] == model
        refused = client.post("/v1/classify?model=other", content=one(), headers=PNG)
        assert refused.status_code == 404
        wanted = "got the model 'other', wanted one of default, convnet-wide, templates"
        assert refused.json() == {"error": wanted}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("include=everything", "the parameter 'include.0': input should be 'field' or 'maps'"),
        ("modell=default", "the parameter 'modell': extra inputs are not permitted"),
    ],
)
def test_parameters_that_are_not_understood(client: httpx.Client, query: str, message: str) -> None:
    answer = client.post(f"/v1/classify?{query}", content=one(), headers=PNG)
    assert (answer.status_code, answer.json()) == (422, {"error": message})


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([("file", ("a.png", one()))], "got a file in the part 'file', wanted files in 'files'"),
        ([("files", (None, "text"))], "got a text in the part 'files', wanted files in 'files'"),
        ([("form", (None, "{}"))], "got no file, wanted at least one in the part 'files'"),
    ],
)
def test_forms_that_are_not_understood(client: httpx.Client, files, message: str) -> None:
    answer = client.post("/v1/classify", files=files)
    assert answer.status_code == 422
    assert message in answer.json()["error"]


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=x; charset=undefined",
    ],
)
def test_a_body_that_is_not_the_form_it_claims_to_be(client: httpx.Client, kind: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n'
    answer = client.post("/v1/classify", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 422
    assert set(answer.json()) == {"error"}


def test_a_body_of_another_type(client: httpx.Client) -> None:
    answer = client.post("/v1/classify", data={"files": "x"})
    assert answer.status_code == 415
    assert "got a body of the type 'application/x-www-form-urlencoded'" in answer.json()["error"]


def test_fifty_clients_at_once_get_each_their_own_answer(client: httpx.Client) -> None:
    answers = {path.name: classify(path).to_json() for path, _ in DIGITS}
    jobs = [DIGITS[number % len(DIGITS)][0] for number in range(100)]

    def ask(path):
        files = [("files", (path.name, path.read_bytes()))]
        # A client of its own: one that threads share may close what another of them reads from.
        with httpx.Client(base_url=client.base_url, timeout=PATIENCE, verify=False) as alone:
            reply = alone.post("/v1/classify", files=files)
        assert reply.status_code == 200
        return reply.json()["results"][0]

    batches = metric(client, "inkdigits_batch_size_count")
    with ThreadPoolExecutor(50) as clients:
        found = list(clients.map(ask, jobs))
    for path, result in zip(jobs, found, strict=True):
        expected = answers[path.name]
        assert (result["file"], result["digit"]) == (path.name, expected["digit"])
        assert np.allclose(result["probabilities"], expected["probabilities"], atol=2e-6)
    # Fewer runs of the net than pictures: what waited together was answered together.
    assert metric(client, "inkdigits_batch_size_count") - batches < len(jobs)


def test_a_picture_that_breaks_the_work_spoils_no_other_in_its_batch(monkeypatch) -> None:
    from inkdigits.reading import _classify

    field_of = _classify.to_field

    def fragile(gray: Uint8Array) -> Uint8Array:
        if gray.shape == (13, 13):
            raise RuntimeError("a bug")
        return field_of(gray)

    monkeypatch.setattr(_classify, "to_field", fragile)
    model = Models(["default"]).get("default")
    contents = [one(), encoded(np.zeros((13, 13), np.uint8)), b"x", one()]
    first, broken, unknown, last = classify_pictures([Picture(c, model, 10**6) for c in contents])
    assert first.answer.digit == last.answer.digit == 1
    assert str(broken) == "a bug"
    assert "none of the formats" in str(unknown)


@pytest.mark.parametrize("form", [b"", b"{}"])
def test_a_form_is_not_ignored(client: httpx.Client, form: bytes) -> None:
    answer = client.post("/v1/classify", files=[("files", ("a", one())), ("form", (None, form))])
    assert answer.status_code == 422
    assert answer.json() == {
        "error": "got a form, wanted pictures of a digit each; send pages to /v1/read"
    }
