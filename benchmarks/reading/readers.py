"""Who reads, and on which pages."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import tesseract
from classical import find_components
from journal import PageRecord, fingerprint, sources
from scores import Line

from inkdigits.data import Dataset, find_mnist, load_dataset
from inkdigits.pages import CATEGORIES, MadePage, make_page
from inkdigits.reading import INK_NET_PATH, LINE_NET_PATH, ReadPage, _look, read
from inkdigits.reading.rules import Rule
from inkdigits.recognizer import DEFAULT_PATH, Recognizer, load_recognizer

MEASURED = tuple(name for name, kind in CATEGORIES.items() if not kind.varied)
"""The categories with one difficulty each."""

IDS_CATEGORY, IDS, ID_DIGITS = "ids", 200, 8

Found = tuple[list[Line], int | None]
"""The lines, and the degrees clockwise by which the page would be turned to stand upright."""


@dataclass(frozen=True)
class Reader:
    """One who reads.

    Attributes:
        read: from a page to what stands there, and how many seconds that took.
        version: of all that has a say, as JSON.
        categories: the pages that it reads.
    """

    read: Callable[[MadePage], tuple[Found, float]]
    version: dict[str, str]
    categories: tuple[str, ...] = MEASURED


def read_page(reader: str, page: MadePage) -> PageRecord:
    (found, rotation), seconds = READERS[reader].read(page)
    truth = tuple(Line(line.text, line.box) for line in page.lines)
    return PageRecord(page.seed, page.quarter, round(seconds, 4), truth, tuple(found), rotation)


def draw_page(category: str, seed: int) -> MadePage:
    """A page with digits of MNIST's test part; those of ids have some of `listed_ids`."""
    numbers = None
    if category == IDS_CATEGORY:
        rng = np.random.default_rng([1, seed])
        fewest, most = CATEGORIES[category].lines
        numbers = rng.choice(listed_ids(), rng.integers(fewest, most + 1), replace=False).tolist()
    return make_page(_digits(), category, seed, numbers)


@cache
def listed_ids() -> tuple[str, ...]:
    numbers = np.random.default_rng(0).choice(10**ID_DIGITS, IDS, replace=False)
    return tuple(f"{number:0{ID_DIGITS}}" for number in numbers)


def page_version() -> str:
    """Changes where pages do."""
    return fingerprint(sources("pages", "data/non_digits"))


@cache
def _digits() -> Dataset:
    if find_mnist() is None:
        raise SystemExit("MNIST is not there: `inkdigits data fetch mnist`, or set INKDIGITS_DATA")
    test = load_dataset("mnist").test
    assert test is not None
    return test


@cache
def _recognizer() -> Recognizer:
    return load_recognizer()


def _ours(rule: Rule | None = None) -> Callable[[MadePage], tuple[Found, float]]:
    def reads(page: MadePage) -> tuple[Found, float]:
        recognizer = _recognizer()
        began = time.perf_counter()
        found = read(page.picture, recognizer, rule)
        return _lines(found), time.perf_counter() - began

    return reads


def _components(page: MadePage) -> tuple[Found, float]:
    kept, _look.find_pieces = _look.find_pieces, lambda gray, net: find_components(gray)
    try:
        return _ours()(page)
    finally:
        _look.find_pieces = kept


def _tesseract(mode: int) -> Callable[[MadePage], tuple[Found, float]]:
    def reads(page: MadePage) -> tuple[Found, float]:
        # In these modes it takes every page to be upright, so it is handed them upright.
        upright = np.rot90(page.picture, -page.quarter)
        png = tesseract.encode(upright)
        began = time.perf_counter()
        lines = tesseract.read(png, mode)
        seconds = time.perf_counter() - began
        size = upright.shape[1], upright.shape[0]
        return (tesseract.turned_back(lines, page.quarter, size), None), seconds

    return reads


def _lines(page: ReadPage) -> Found:
    return [Line(line.text, line.box) for line in page.lines], page.rotation


def _our_version(**more: str) -> dict[str, str]:
    return {
        "ink": fingerprint([INK_NET_PATH]),
        "line": fingerprint([LINE_NET_PATH]),
        "recognizer": fingerprint([DEFAULT_PATH]),
        "code": fingerprint(sources("reading", "preprocess", "images", "recognizer")),
        **more,
    }


def _all_readers() -> dict[str, Reader]:
    rule = Rule(ids=listed_ids())
    readers = {
        "inkdigits": Reader(_ours(), _our_version()),
        "inkdigits-one-of": Reader(_ours(rule), _our_version(), (IDS_CATEGORY,)),
        "components": Reader(_components, _our_version(finds="connected components")),
    }
    version = tesseract.version()
    if version is not None:
        for mode in tesseract.MODES:
            readers[f"tesseract-{mode}"] = Reader(_tesseract(mode), {"program": version})
    return readers


READERS: dict[str, Reader] = _all_readers()
"""By name; Tesseract only where it is installed."""
