"""The tables in docs/serving.md."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

sys.path.append(str(Path(__file__).parent.parent))
from section import write_section

WHAT = {
    "classify": "`/v1/classify`, a digit from the pad",
    "read": "`/v1/read`, a page of a megapixel",
    "one stroke": "`/v1/classify`, one client alone",
    "classify, workers": "`/v1/classify`, `--workers {workers}`",
    "read, workers": "`/v1/read`, `--workers {workers}`",
}
BUSY = 0.5  # of load before the start, above which the machine had something else to do


def tables(document: dict[str, Any], page: Path | None) -> list[str]:
    """The measured figures as Markdown; written into `page` too, unless that is None."""
    lines = [
        "| | clients | answers a second | p50 | p99 | failed | memory, start to end |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(
            _row(WHAT[name].format_map(document), measured)
            for name, measured in document["measured"].items()
        ),
        "",
        _strokes(document["strokes"]),
        "",
        _overload(document["overload"]),
        "",
        _circumstances(document),
    ]
    if document["quick"]:
        lines = ["**Tried out with --quick: no result.**", "", *lines]
    elif document["load_before"] > BUSY:
        load = document["load_before"]
        lines = [f"**Measured beside other work (load {load:.1f}): no result.**", "", *lines]
    if page is not None:
        write_section(page, "load", ["", *lines, ""])
    return lines


def summary(document: dict[str, Any]) -> dict[str, Any]:
    """The document with percentiles of the latencies, and counts of the statuses.

    Each of some 50,000 requests by itself would take megabytes.
    """

    def of(measured: dict[str, Any]) -> dict[str, Any]:
        rest = {key: measured[key] for key in measured.keys() - {"latencies", "ends", "statuses"}}
        return {
            **rest,
            "statuses": Counter(map(str, measured["statuses"])),
            "last_end": max(measured["ends"]),
            "latency_percentiles": percentiles(measured["latencies"]),
        }

    def percentiles(seconds: list[float]) -> dict[str, float]:
        known = (0, 1, 5, 25, 50, 75, 90, 95, 99, 99.9, 100)
        values = np.percentile(seconds, known)
        return {f"{p:g}": round(float(value), 6) for p, value in zip(known, values, strict=True)}

    return {
        **document,
        "measured": {name: of(measured) for name, measured in document["measured"].items()},
        "strokes": percentiles([milliseconds / 1e3 for milliseconds in document["strokes"]]),
        "overload": of(document["overload"]),
    }


def _row(name: str, measured: dict[str, Any]) -> str:
    answered = np.array(measured["statuses"]) == 200
    p50, p99 = 1e3 * np.percentile(np.array(measured["latencies"])[answered], [50, 99])
    right = sum(status == 200 for status in measured["statuses"])
    failed = len(measured["statuses"]) - right + measured["broken"]
    rate = right / max(measured["ends"])
    memory = [size for _, size in measured["memory"]] or [float("nan")]
    return (
        f"| {name} | {measured['clients']} | {rate:,.0f} | {p50:.0f} ms | {p99:.0f} ms | {failed} "
        f"| {memory[0]:.0f} to {memory[-1]:.0f} MiB |"
    )


def _strokes(latencies: list[float]) -> str:
    p50, p99 = np.percentile(latencies, [50, 99])
    return (
        f"From the pen to the probabilities on the screen, while eights are drawn in Chromium on "
        f"the same machine: p50 {p50:.0f} ms, p99 {p99:.0f} ms, of {len(latencies):,} changes."
    )


def _overload(measured: dict[str, Any]) -> str:
    statuses = Counter(measured["statuses"])
    counted = ", ".join(f"{count:,} × {status}" for status, count in sorted(statuses.items()))
    return (
        f"{measured['clients']} clients with pages, more than can be read: "
        f"{counted}; {measured['broken']} connections broken. The first answer to a client that "
        f"comes after them took {measured['first_answer_after']:.1f} s."
    )


def _circumstances(document: dict[str, Any]) -> str:
    machine, measured = document["environment"], document["measured"]["classify"]
    return (
        f"{measured['seconds']:.0f} seconds after a warm-up, the clients on the same "
        f"{machine['cores']} cores. {machine['processor']}; Python {sys.version.split()[0]}, "
        f"onnxruntime {machine['packages']['onnxruntime']}."
    )
