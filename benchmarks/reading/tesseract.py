"""Tesseract, by its command, told to read digits only."""

import csv
import io
import os
import shutil
import subprocess

import cv2
import numpy as np
from scores import Box, Line

from inkdigits.arrays import Uint8Array

MODES = {6: "a block of text", 11: "sparse text"}
"""Of page segmentation: by number, as `tesseract --help-psm` has them."""

WORD = "5"  # the level of a row of its table that is a word


def version() -> str | None:
    """What it calls itself; None where it is not installed."""
    if shutil.which("tesseract") is None:
        return None
    done = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True)
    return (done.stdout or done.stderr).splitlines()[0]


def command(mode: int, source: str = "stdin") -> list[str]:
    digits = "tessedit_char_whitelist=0123456789"
    return ["tesseract", source, "stdout", "--psm", str(mode), "-c", digits, "tsv"]


def encode(picture: Uint8Array) -> bytes:
    """(H, W, 3) uint8 RGB as PNG."""
    _, code = cv2.imencode(".png", picture[..., ::-1])
    return code.tobytes()


def read(png: bytes, mode: int) -> list[Line]:
    """The lines on a picture."""
    # Several run at once, a page each: one thread a page is the fastest for all of them.
    done = subprocess.run(
        command(mode),
        input=png,
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return parse(done.stdout.decode())


def parse(table: str) -> list[Line]:
    """The lines in its TSV: the words of each, parted by spaces, and a box around them."""
    words: dict[tuple[str, ...], list[Line]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = row["text"].strip() if row["level"] == WORD else ""
        if text:
            place = tuple(row[name] for name in ("block_num", "par_num", "line_num"))
            left, top, width, height = (int(row[k]) for k in ("left", "top", "width", "height"))
            words.setdefault(place, []).append(Line(text, (left, top, width, height)))
    return [Line(" ".join(w.text for w in line), _around(line)) for line in words.values()]


def turned_back(lines: list[Line], quarter: int, size: tuple[int, int]) -> list[Line]:
    """Lines on an upright picture to where they stand on the one that lies turned.

    Args:
        lines: on the upright picture.
        quarter: quarter turns, counter-clockwise, that make the turned one of the upright one.
        size: width and height of the upright one.
    """
    for _ in range(quarter):
        width = size[0]
        lines = [
            Line(line.text, (line.box[1], width - line.box[0] - line.box[2], *line.box[:1:-1]))
            for line in lines
        ]
        size = size[::-1]
    return lines


def _around(lines: list[Line]) -> Box:
    boxes = np.array([line.box for line in lines])
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = (boxes[:, :2] + boxes[:, 2:]).max(axis=0)
    return int(left), int(top), int(right - left), int(bottom - top)
