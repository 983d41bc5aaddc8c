"""The API against its own description: schemathesis makes the requests and checks the answers."""

import httpx
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from inkdigits.serving import Settings, create_app

schemathesis.serializer.alias("application/pdf", "application/octet-stream")
schema = schemathesis.openapi.from_dict(create_app().openapi())


@schema.parametrize()
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case: schemathesis.Case, client: httpx.Client) -> None:
    # What is drawn as the content of a picture is none: 415 is right, and no sign of a mistake.
    case.call_and_validate(
        base_url=str(client.base_url), excluded_checks=[positive_data_acceptance], timeout=120
    )


def test_what_wants_the_token_is_described() -> None:
    paths = create_app(Settings(token="secret")).openapi()["paths"]
    closed = {
        path for path, methods in paths.items() for way in methods.values() if "security" in way
    }
    assert closed == {"/v1/classify", "/v1/read", "/v1/models", "/metrics"}
    assert "security" not in str(schema.raw_schema)


def test_probes_without_a_body_and_broken_http_are_no_part_of_the_description() -> None:
    paths = create_app().openapi()["paths"]
    assert set(paths["/healthz"]) == set(paths["/readyz"]) == {"get"}
    assert not any("400" in way["responses"] for ways in paths.values() for way in ways.values())


def test_the_description_is_shown_as_a_page(client: httpx.Client) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    for text in ("/v1/classify", "/v1/read", "multipart/form-data", "min_confidence", "ReadLine"):
        assert text in page.text
    # Nothing of it comes from elsewhere, and nothing on it is run.
    assert "<script" not in page.text
    assert "https://" not in page.text
    assert client.get("/docs.css").headers["Content-Type"].startswith("text/css")
