"""How long reading takes: a page of one megapixel, in a running program and as a whole process."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import tesseract
from readers import draw_page
from report import PAGE, write_section

from inkdigits.files import write_json
from inkdigits.training import describe_environment

HERE = Path(__file__).parent
MEGAPIXEL = 1_000_000
SEEN = 40  # photo pages from which the one nearest to a megapixel is taken
CALLS, PROCESSES = 50, 7
IDLE = 0.5  # of load, above which the machine has something else to do


def measure_speed(out: Path) -> None:
    """Measure, keep the figures as JSON, and write the table into the docs."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.jpg"
        page = write_page(picture)
        calls = {
            "all": time_calls(picture, None),
            "one": time_calls(picture, 1),
        }
        processes = {"inkdigits": time_processes([inkdigits_command(), "read", str(picture)])}
        if tesseract.version() is not None:
            command = tesseract.command(6, str(picture))
            processes["tesseract"] = time_processes(command)
    document = {
        "environment": describe_environment(),
        "tesseract": tesseract.version(),
        "load_before": load,
        "page": page,
        "read_seconds": calls,
        "process_seconds": processes,
    }
    write_json(out / "speed.json", document)
    lines = table(document)
    if load > IDLE:
        lines = [f"**Measured beside other work (load {load:.1f}): no result.**", "", *lines]
    write_section(PAGE, "speed", ["", *lines, ""])
    print("\n".join(lines))


def write_page(target: Path) -> dict[str, Any]:
    """Write the photo page nearest to a megapixel, brought to just that, as JPEG."""
    pages = [draw_page("photo", seed) for seed in range(SEEN)]
    page = min(pages, key=lambda page: abs(np.log(page.ink.size / MEGAPIXEL)))
    scale = np.sqrt(MEGAPIXEL / page.ink.size)
    size = [round(side * scale) for side in page.ink.shape[::-1]]
    picture = cv2.resize(page.picture, size, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(target), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90])
    return {"seed": page.seed, "width": size[0], "height": size[1], "lines": len(page.lines)}


def time_calls(picture: Path, cpus: int | None) -> list[float]:
    command = [sys.executable, str(HERE / "time_read.py"), str(picture), "--calls", str(CALLS)]
    command += ["--cpus", str(cpus)] if cpus else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds: list[float] = json.loads(done.stdout)
    return seconds


def inkdigits_command() -> str:
    return str(Path(sys.executable).parent / "inkdigits")


def time_processes(command: list[str]) -> list[float]:
    seconds = []
    for _ in range(PROCESSES + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - began)
    return seconds[1:]  # the first one brings the files into memory


def table(document: dict[str, Any]) -> list[str]:
    page, machine = document["page"], document["environment"]
    lines = ["| | p50 | p90 | pages a second |", "|---|---:|---:|---:|"]
    for name, label in (("all", f"`read`, all {machine['cores']} CPUs"), ("one", "`read`, one")):
        seconds = document["read_seconds"][name]
        p50, p90 = 1e3 * np.percentile(seconds, [50, 90])
        lines.append(f"| {label} | {p50:.0f} ms | {p90:.0f} ms | {1 / np.mean(seconds):.1f} |")
    commands = {"inkdigits": "`inkdigits read page.jpg`", "tesseract": "`tesseract page.jpg`"}
    for name, seconds in document["process_seconds"].items():
        p50, p90 = 1e3 * np.percentile(seconds, [50, 90])
        rate = f"{1 / np.mean(seconds):.1f}"
        lines.append(f"| {commands[name]}, whole process | {p50:.0f} ms | {p90:.0f} ms | {rate} |")
    return [
        *lines,
        "",
        f"A photo page of {page['width']} × {page['height']} pixels with {page['lines']} numbers. "
        f"{CALLS} calls after a warm-up; {PROCESSES} processes after one. {machine['processor']}; "
        f"onnxruntime {machine['packages']['onnxruntime']}"
        + (f"; {document['tesseract']}." if document["tesseract"] else "."),
    ]
