"""How much the server answers, how fast, and what it does when that is not enough.

Starts `inkdigits serve`, presses it from another process on the same CPUs, draws on its page in
Chromium, and writes the figures, a picture, and the table in docs/serving.md. Takes six
minutes. Needs a quiet machine, Linux and Chromium.

    python benchmarks/serving [--quick]
"""

import argparse
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from load import press
from picture import draw
from report import summary, tables
from requests_to_send import classify_requests, read_request
from server import Server, running_server
from stroke import stroke_latencies

from inkdigits.files import write_json
from inkdigits.recognizer import usable_cpus
from inkdigits.training import describe_environment

HERE = Path(__file__).parent
OUT = HERE.parent / "results" / "serving"
PAGE = HERE.parent.parent / "docs" / "serving.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="seconds, not minutes: to try it out")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the results")
    options = parser.parse_args()
    seconds = 2.0 if options.quick else 60.0
    load = os.getloadavg()[0]
    document = {
        "environment": describe_environment(),
        "load_before": load,
        "quick": options.quick,
        **measure_all(seconds),
    }
    write_json(options.out / "serving.json", summary(document))
    draw(document["measured"], options.out / "serving.png")
    print("\n".join(tables(document, None if options.quick else PAGE)))


def measure_all(seconds: float) -> dict[str, Any]:
    """Everything, as the report wants it."""
    with running_server() as server:
        measured = {
            "classify": measure(server, classify_requests(), 32, seconds),
            "read": measure(server, [read_request()], 8, seconds),
            "one stroke": measure(server, classify_requests(), 1, seconds / 6),
        }
        strokes = stroke_latencies(server.port)
        overload = measure_overload(server, seconds / 6)
    workers = usable_cpus()
    with running_server(workers) as server:
        measured |= {
            "classify, workers": measure(server, classify_requests(), 32, seconds),
            "read, workers": measure(server, [read_request()], 8, seconds),
        }
    return {"workers": workers, "measured": measured, "strokes": strokes, "overload": overload}


def measure(server: Server, requests: list[bytes], clients: int, seconds: float) -> dict[str, Any]:
    """Warm up, then press; the server's memory is looked at all the while."""
    press(server.port, requests, clients, min(5.0, seconds))
    with server.watched_memory() as memory:
        pressed = press(server.port, requests, clients, seconds)
    return {"clients": clients, **asdict(pressed), "memory": memory}


def measure_overload(server: Server, seconds: float) -> dict[str, Any]:
    """Press with more clients than are answered; then see how soon one is again."""
    pressed = press(server.port, [read_request()], 200, seconds)
    after = press(server.port, classify_requests(), 1, 5.0)
    answered = [
        end for end, status in zip(after.ends, after.statuses, strict=True) if status == 200
    ]
    return {"clients": 200, **asdict(pressed), "first_answer_after": min(answered)}


if __name__ == "__main__":
    main()
