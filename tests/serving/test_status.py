import logging

import httpx
import pytest

from inkdigits.recognizer import load_recognizer, usable_cpus
from inkdigits.serving import Settings
from inkdigits.serving._log import JsonLines
from tests.serving.pictures import PNG, one
from tests.serving.running import PATIENCE, metric, running, wait_until


def test_the_probes_say_that_all_is_well(client: httpx.Client) -> None:
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_probes_are_asked_without_a_body_too(client: httpx.Client, path: str) -> None:
    asked, told = client.head(path), client.get(path)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["Content-Type"] == told.headers["Content-Type"]
    assert asked.headers["Content-Length"] == told.headers["Content-Length"]


def test_the_model_card_is_shown(client: httpx.Client) -> None:
    (shown,) = client.get("/v1/models").json()["models"]
    card = load_recognizer().card
    assert shown["name"] == card.name
    assert shown["measured"] == card.measured
    assert shown["recipe"] == card.recipe


def test_requests_are_counted_by_route_and_status(client: httpx.Client) -> None:
    right = 'inkdigits_requests_total{method="POST",route="/v1/classify",status="200"}'
    wrong = 'inkdigits_requests_total{method="POST",route="/v1/classify",status="415"}'
    lost = 'inkdigits_requests_total{method="other",route="other",status="404"}'
    before = [metric(client, name) for name in (right, wrong, lost)]
    client.post("/v1/classify", content=one(), headers=PNG)
    client.post("/v1/classify", content=b"x", headers=PNG)
    client.request("BREW", "/v1/coffee")
    after = [metric(client, name) for name in (right, wrong, lost)]
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 1]
    assert metric(client, "process_resident_memory_bytes") > 1e6


def test_one_worker_shows_what_its_threads_do(client: httpx.Client) -> None:
    busy = 'inkdigits_busy_seconds_total{queue="classify"}'
    before = metric(client, busy)
    client.post("/v1/classify", content=one(), headers=PNG)
    assert 0 < metric(client, busy) - before < PATIENCE
    assert metric(client, "inkdigits_workers") == 1
    for queue in ("classify", "read"):
        assert metric(client, f'inkdigits_threads{{queue="{queue}"}}') == usable_cpus()
        assert metric(client, f'inkdigits_waiting{{queue="{queue}"}}') == 0


def test_what_is_nowhere_and_what_is_no_method(client: httpx.Client) -> None:
    lost = client.get("/v1/nowhere")
    assert (lost.status_code, lost.json()) == (
        404,
        {"error": "GET /v1/nowhere: not found; see /docs"},
    )
    wrong = client.get("/v1/classify")
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "POST")
    assert wrong.json() == {"error": "GET /v1/classify: method not allowed; see /docs"}


def test_the_log_tells_of_a_request_and_nothing_of_what_was_sent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "inkdigits.serving")
    with running(Settings(token="secret-token")) as client:
        headers = {"Authorization": "Bearer secret-token"}
        answer = client.post(
            "/v1/read?one_of=31415926",
            files=[("files", ("patient-27.png", one()))],
            headers=headers,
        )
        assert answer.status_code == 200
        # Another server of the tests may log meanwhile.
        of_this = f'"request": "{answer.headers["X-Request-Id"]}"'
        wait_until(lambda: any(of_this in JsonLines().format(r) for r in caplog.records))
    (line,) = [line for r in caplog.records if of_this in (line := JsonLines().format(r))]
    assert '"method": "POST", "route": "/v1/read", "status": 200' in line
    assert f'"sent": {len(answer.content)}' in line
    for secret in ("31415926", "patient", "secret-token"):
        assert secret not in line


def test_a_failure_is_logged_and_told_without_its_inside(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from inkdigits.serving import _reading

    def fail(*_: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(_reading, "read", fail)
    with running() as client:
        answer = client.post("/v1/read", content=one(), headers=PNG)
        assert answer.status_code == 500
        assert "the work failed, for no fault of yours" in answer.json()["error"]
        assert "inside" not in answer.text
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        files = [("files", ("a", one())), ("files", ("b", b"no picture"))]
        first, second = client.post("/v1/read", files=files).json()["pages"]
        assert "the work failed, for no fault of yours" in first["error"]
        assert "none of the formats wanted" in second["error"]
        assert client.post("/v1/classify", content=one(), headers=PNG).status_code == 200
    record, _ = [r for r in caplog.records if r.getMessage() == "failed"]
    assert '"trace": "Traceback' in JsonLines().format(record)
    assert "RuntimeError: the inside" in JsonLines().format(record)
