"""The API against its own description: schemathesis makes the requests and checks the answers."""

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

schema = schemathesis.pytest.from_fixture("described")


@pytest.fixture(scope="session")
def described(client: httpx.Client):
    return schemathesis.openapi.from_url(f"{client.base_url}/openapi.json")


@schema.parametrize()
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case, client: httpx.Client) -> None:
    # What is drawn as the content of a picture is none, so that 415 is right.
    wrong = CHECKS.get_by_names(["positive_data_acceptance"])
    case.call_and_validate(base_url=str(client.base_url), excluded_checks=wrong, timeout=120)


def test_the_description_is_shown_as_a_page(client: httpx.Client) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    for text in ("/v1/classify", "/v1/read", "multipart/form-data", "min_confidence", "ReadLine"):
        assert text in page.text
    # Nothing of it comes from elsewhere, and nothing on it is run.
    assert "<script" not in page.text
    assert "https://" not in page.text
    assert client.get("/docs.css").headers["Content-Type"].startswith("text/css")
