from pathlib import Path

import cv2
import pytest

from inkdigits.archive import Job, Store, TableFormat
from inkdigits.arrays import Uint8Array
from inkdigits.data import Split
from inkdigits.pages import make_page
from inkdigits.recognizer import load_recognizer

PAGES = 6


def page(uci: Split, seed: int) -> Uint8Array:
    """A small page with the number of its seed, five digits long."""
    return make_page(uci.train, "plain", seed, [f"{seed:05}"]).picture


@pytest.fixture(scope="session")
def scans(tmp_path_factory: pytest.TempPathFactory, uci: Split) -> Path:
    """A folder of PAGES small pages."""
    folder = tmp_path_factory.mktemp("archive") / "scans"
    folder.mkdir()
    for seed in range(PAGES):
        cv2.imwrite(str(folder / f"{seed}.png"), page(uci, seed))
    return folder


@pytest.fixture
def spoilt(scans: Path, tmp_path: Path) -> Path:
    """The pages of `scans`, of which the third breaks off and the fifth is empty."""
    folder = tmp_path / "spoilt"
    folder.mkdir()
    for path in scans.iterdir():
        content = path.read_bytes()
        part = {"2.png": content[: len(content) // 2], "4.png": b""}.get(path.name, content)
        (folder / path.name).write_bytes(part)
    return folder


def make_job(out: object, table_format: TableFormat = "jsonl") -> Job:
    """Reads by the bundled recognizer, on one thread as workers do."""
    return Job(Store(str(out)), load_recognizer(threads=1), table_format=table_format)
