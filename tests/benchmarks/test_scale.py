import subprocess
import sys
import time

import pytest

from benchmarks.scale.memory import watched_memory
from benchmarks.scale.report import cost_table, peak, rates, tables


def run(rate: float, *workers: float) -> dict[str, object]:
    looks = [{"driver": 100.0, "workers": one, "ray": 50.0, "processes": 2} for one in workers]
    spent = {"waiting": 1.0, "decoding": 2.0, "reading": 16.0, "writing": 1.0}
    return {"pages_a_second": rate, "memory": looks, "worker_seconds": spent}


DOCUMENT = {
    "environment": {"processor": "A processor"},
    "load_before": 0.25,
    "cores": 2,
    "few": 2000,
    "pages": 20000,
    "short": {
        "one core": [run(10, 200), run(12, 220), run(11, 210)],
        "Ray, 2 nodes of one core": [run(20, 1)],
    },
    "long": {"Ray, all cores": [run(22, 400, 410)]},
    "same": True,
}


def test_the_tables_say_what_was_measured() -> None:
    lines = tables(DOCUMENT)
    assert lines[2:5] == [
        "| one core | 2,000 | 11.0 (10.0 to 12.0) | 1.00 |",
        "| Ray, 2 nodes of one core | 2,000 | 20.0 | 1.82 |",
        "| Ray, all cores | 20,000 | 22.0 | 2.00 |",
    ]
    assert lines[8:10] == [
        "| one core | 2,000 | 100 MiB | 105 MiB | 50 MiB | 360 MiB |",
        "| Ray, all cores | 20,000 | 100 MiB | 205 MiB | 50 MiB | 560 MiB |",
    ]
    assert lines[13] == "| Ray, all cores | 5.0 % | 10.0 % | 80.0 % | 5.0 % |"
    assert "Both of them wrote the same rows. A processor, 2 cores; load before: 0.2." in lines[-1]


def test_rates_and_peaks_are_those_of_the_runs() -> None:
    runs = [run(1, 10, 30, 20), run(3, 50), run(2, 40)]
    assert rates(runs) == [1, 3, 2]
    assert peak(runs, "workers") == 40
    assert peak(runs, "driver", "workers", "ray") == 190


def test_costs_are_those_of_the_core_hours() -> None:
    ten_million, billion = cost_table(10.0)[2:]
    # 1e7 pages / 10 a second = 1e6 s = 277.8 h; / 64 = 4.34 h; × 2.856 $ = 12.40 $
    assert ten_million == "| 10 million | 278 | 4.3 h | 0.4 h | 12 US-$ |"
    assert billion == "| 1,000 million | 27,778 | 434.0 h | 43.4 h | 1,240 US-$ |"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_memory_is_watched_by_kind_of_process() -> None:
    code = "import subprocess, sys, time; held = bytearray(50_000_000); time.sleep(3)"
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        with watched_memory(process.pid) as looks:
            time.sleep(1.6)
        process.kill()
    assert len(looks) >= 2
    assert 50 < looks[-1]["driver"] < 100
    assert looks[-1]["processes"] == 0
