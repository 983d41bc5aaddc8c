import httpx
import pytest

from inkdigits.serving import Settings
from tests.serving.pictures import PNG, one
from tests.serving.running import running

OPEN = ("/", "/healthz", "/readyz", "/docs", "/openapi.json", "/examples/form.jpg")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000"])
def test_without_a_token_only_this_machines_own_names_are_answered(
    client: httpx.Client, host: str
) -> None:
    answer = client.get("/v1/models", headers={"Host": host})
    assert answer.status_code == 421
    assert f"got a request for the host {host!r}, wanted" in answer.json()["error"]


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "localhost:80", "127.0.0.1:8000", "[::1]:8000"),
        *("LOCALHOST:9101", "localhost.", "LocalHost.:80"),
    ],
)
def test_this_machines_own_names(client: httpx.Client, host: str) -> None:
    assert client.get("/v1/models", headers={"Host": host}).status_code == 200


def test_with_a_token_the_api_wants_it_and_the_page_does_not() -> None:
    with running(Settings(token="söcret")) as client:
        shown = {"Authorization": "Bearer söcret".encode()}
        for path in OPEN:
            assert client.get(path, headers={"Host": "any.example"}).status_code == 200
        for path in ("/v1/models", "/metrics", "/v1/nowhere"):
            refused = client.get(path)
            assert refused.status_code == 401
            assert refused.headers["WWW-Authenticate"] == "Bearer"
            assert "wanted the server's token" in refused.json()["error"]
        assert client.get("/metrics", headers=shown).status_code == 200
        answer = client.post("/v1/classify", content=one(), headers={**shown, **PNG})
        assert answer.status_code == 200


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer wrong", "Basic secret", "secret"])
def test_what_is_not_the_token_is_refused(shown: str) -> None:
    from inkdigits.serving._guard import TokenGuard

    refusal = TokenGuard(None, "secret")._refusal(
        {"type": "http", "path": "/v1/read", "headers": [(b"authorization", shown.encode())]}
    )
    assert refusal.status_code == 401


@pytest.mark.parametrize("path", ["/", "/healthz", "/v1/models", "/v1/nowhere"])
def test_every_answer_has_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert "server" not in headers


def test_answers_are_not_stored_and_the_pages_files_are_asked_for_again(
    client: httpx.Client,
) -> None:
    assert client.get("/v1/models").headers["Cache-Control"] == "no-store"
    page = client.get("/")
    assert page.headers["Cache-Control"] == "no-cache"
    again = client.get("/", headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_example_pages_are_served(client: httpx.Client) -> None:
    answer = client.get("/examples/form.jpg")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8")
    assert client.get("/examples/../_app.py").status_code == 404
    assert client.get("/%2e%2e/_app.py").status_code == 404
