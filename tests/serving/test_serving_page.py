"""docs/serving.md: its YAML is YAML, and it names what there is."""

import re
from typing import Any

import pytest

from inkdigits.serving import create_app
from inkdigits.serving._metrics import Metrics
from tests.serving.containerfile import ROOT, instructions

PAGE = (ROOT / "docs" / "serving.md").read_text("utf-8")


def documents() -> dict[str, Any]:
    """The YAML of the page, each document by its kind; Prometheus' has none."""
    yaml = pytest.importorskip("yaml")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return {
        document.get("kind", "rules"): document
        for block in blocks
        for document in yaml.safe_load_all(block)
    }


def test_the_deployment_fits_the_server() -> None:
    pod = documents()["Deployment"]["spec"]["template"]["spec"]
    [container] = pod["containers"]
    [port] = container["ports"]
    said = {instruction.word: instruction.text for instruction in instructions()}
    assert str(port["containerPort"]) == said["EXPOSE"]
    paths = create_app().openapi()["paths"]
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert container[probe]["httpGet"]["path"] in paths
        assert container[probe]["httpGet"]["port"] == port["name"]
    [volume], [mount] = pod["volumes"], container["volumeMounts"]
    assert volume["name"] == mount["name"]
    command = (ROOT / "src" / "inkdigits" / "cli" / "_serve.py").read_text("utf-8")
    assert all(f'envvar="{variable["name"]}"' in command for variable in container["env"])


def test_what_is_scaled_is_deployed_and_what_it_is_scaled_on_is_recorded() -> None:
    known = documents()
    scaler, deployment = known["HorizontalPodAutoscaler"]["spec"], known["Deployment"]
    for key in ("apiVersion", "kind"):
        assert scaler["scaleTargetRef"][key] == deployment[key]
    assert scaler["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    [rule] = known["rules"]["groups"][0]["rules"]
    assert scaler["metrics"][0]["external"]["metric"]["name"] == rule["record"]
    assert rule["expr"].count("(") == rule["expr"].count(")")


def test_every_metric_that_it_names_is_shown_and_the_other_way_round() -> None:
    metrics = Metrics()
    metrics.open_queue("read", 1)
    metrics.count("GET", "/", 200, 1.0, 0)
    kinds = re.findall(r"^# TYPE (inkdigits_\w+)", metrics.exposition().decode(), re.MULTILINE)
    shown = {name for name in kinds if not name.endswith("_created")}
    named = set(re.findall(r"inkdigits_\w+", PAGE)) - {"inkdigits_busy_share"}
    assert named == shown
