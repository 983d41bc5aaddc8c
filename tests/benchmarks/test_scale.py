import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.scale.made_pages import break_some
from benchmarks.scale.memory import watched_memory
from benchmarks.scale.report import cost_table, peak, rates, tables
from inkdigits.errors import InputError
from inkdigits.images import decode_pages


def run(rate: float, *memory: float, cores: int = 1, stolen: float = 0.0) -> dict[str, object]:
    """Of 2,000 pages; `stolen` is the share of the cores' time that was taken away."""
    looks = [{"driver": 100.0, "workers": one, "ray": 50.0, "processes": 2} for one in memory]
    seconds = 2000 / rate
    return {
        "pages": 2000,
        "pages_a_second": rate,
        "seconds": seconds,
        "workers": cores,
        "stolen_seconds": stolen * cores * seconds,
        "memory": looks,
        "worker_seconds": {"waiting": 1.0, "decoding": 2.0, "reading": 16.0, "writing": 1.0},
    }


DOCUMENT = {
    "environment": {"processor": "A processor"},
    "load_before": 0.25,
    "cores": 2,
    "few": 2000,
    "pages": 20000,
    "short": {
        "one core": [run(9, 200, stolen=0.25), run(11, 220), run(10, 210)],
        "Ray, 2 nodes of one core": [run(20, 1, cores=2)],
    },
    "long": {"Ray, all cores": [run(18, 400, 410, cores=2, stolen=0.2)]},
    "same": True,
    "broken": 200,
    "broken_named": True,
    "right": 0.9715,
}


def test_the_tables_say_what_was_measured() -> None:
    lines = tables(DOCUMENT)
    assert lines[2:5] == [
        # 9 a second in three quarters of the time are 12 a second; the median of 12, 11 and 10
        "| one core | 2,000 | 10.0 (9.0 to 11.0) | 0 % | 11.0 pages | 100 % |",
        "| Ray, 2 nodes of one core | 2,000 | 20.0 | 0 % | 10.0 pages | 91 % |",
        # 18 / (2 cores × 0.8)
        "| Ray, all cores | 20,000 | 18.0 | 20 % | 11.2 pages | 102 % |",
    ]
    assert lines[8:10] == [
        "| one core | 2,000 | 100 MiB | 105 MiB | 50 MiB | 360 MiB |",
        "| Ray, all cores | 20,000 | 100 MiB | 205 MiB | 50 MiB | 560 MiB |",
    ]
    assert lines[13] == "| Ray, all cores | 5.0 % | 10.0 % | 80.0 % | 5.0 % |"
    assert lines[-1] == (
        "The jobs of 2,000 pages 3 times each, the long ones once. Both of those wrote the same "
        "rows. 200 files among their pages were broken: these alone are in the table of errors, "
        "each with its reason. Of the numbers, 97.2 % were read right to the last digit. "
        "A processor, 2 cores; load before: 0.2."
    )


def test_what_is_broken_cannot_be_read(tmp_path: Path, rng: np.random.Generator) -> None:
    for number in (0, 100, 200, 300):
        path = tmp_path / "0000" / f"{number:06}.png"
        path.parent.mkdir(exist_ok=True)
        cv2.imwrite(str(path), rng.integers(0, 256, (40, 60), np.uint8))
    broken = break_some(tmp_path, 400)
    assert broken == [
        str(tmp_path / f"0000/{number:06}.broken.png") for number in (0, 100, 200, 300)
    ]
    for file in broken:
        with pytest.raises(InputError):
            list(decode_pages(file))


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
        with watched_memory(process.pid, interval=0.5) as looks:
            time.sleep(1.6)
        process.kill()
    assert len(looks) >= 2
    assert 50 < looks[-1]["driver"] < 100
    assert looks[-1]["processes"] == 0
