import json
import pickle
from pathlib import Path

import cv2
import pytest
from PIL import Image

from inkdigits.archive import Job, Store
from inkdigits.archive._job import MODEL
from inkdigits.archive._plan import PartPlace, find_parts, write_plan
from inkdigits.archive._reader import PartReader
from inkdigits.archive.sources import list_sources
from inkdigits.reading import read
from inkdigits.reading.rules import Field, Form, Rule
from inkdigits.recognizer import load_recognizer
from tests.archive.conftest import PAGES, make_job
from tests.archive.sources.conftest import write_tar

Row = dict[str, object]


def plan(job: Job, *sources: object) -> list[PartPlace]:
    job.store.write(MODEL, job.recognizer.content)
    write_plan(job.store, list_sources(map(str, sources)), 100)
    return list(find_parts(job.store))


def rows(job: Job, table: str, part: int = 0) -> list[Row]:
    content = job.store.read(f"{table}/part-{part:06}.jsonl")
    return [json.loads(line) for line in content.splitlines()]


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return make_job(tmp_path / "out")


def test_the_rows_are_what_reading_each_page_gives(job: Job, scans: Path) -> None:
    (place,) = plan(job, scans)
    done = PartReader(job)(place)
    wanted = [
        (str(path), number, line.text, round(line.confidence, 6), list(line.box))
        for path in sorted(scans.iterdir())
        for number, line in enumerate(read(path, job.recognizer).lines, 1)
    ]
    found = rows(job, "lines")
    keys = "file", "line", "text", "confidence", "box"
    assert [tuple(row[key] for key in keys) for row in found] == wanted
    assert {row["model"] for row in found} == {job.recognizer.sha256}
    assert (done.files, done.pages, done.lines, done.errors) == (PAGES, PAGES, len(wanted), 0)
    assert set(done.seconds) == {"waiting", "decoding", "reading", "writing"}
    assert done.seconds["reading"] > 0
    assert job.store.names("attempts") == set()


def test_bad_files_are_named_with_their_reason_and_the_others_read(job: Job, spoilt: Path) -> None:
    (place,) = plan(job, spoilt, *(spoilt / name for name in ("0.png",)))
    done = PartReader(job)(place)
    assert (done.files, done.pages, done.errors) == (PAGES + 1, PAGES - 1, 2)
    broken, empty = rows(job, "errors")
    assert broken["file"] == f"{spoilt}/2.png"
    assert str(broken["reason"]).startswith(f"{spoilt}/2.png: got a damaged or incomplete image")
    assert empty["reason"] == (
        f"{spoilt}/4.png: got an empty file, wanted a PNG, JPEG, BMP, TIFF, WebP or PDF file; save "
        "it again"
    )
    assert broken["page"] is None


def test_a_part_that_is_done_is_not_read_again(job: Job, scans: Path) -> None:
    (place,) = plan(job, scans)
    first = PartReader(job)(place)
    job.store.write("lines/part-000000.jsonl", b"{}\n")  # to see that it stays
    again = PartReader(job)(place)
    assert (again.files, again.pages, again.errors) == (first.files, first.pages, 0)
    assert (again.lines, again.seconds) == (1, {})


def test_the_pages_of_a_document_are_numbered(job: Job, scans: Path, tmp_path: Path) -> None:
    first, second = (Image.fromarray(cv2.imread(str(scans / f"{n}.png"))) for n in (0, 1))
    first.save(tmp_path / "two.tif", save_all=True, append_images=[second])
    (place,) = plan(job, tmp_path / "two.tif")
    PartReader(job)(place)
    found = [(row["page"], row["width"], row["height"]) for row in rows(job, "pages")]
    assert found == [(1, *first.size), (2, *second.size)]
    assert {row["page"] for row in rows(job, "lines")} <= {1, 2}


def test_members_of_a_compressed_tar_are_all_read(job: Job, scans: Path, tmp_path: Path) -> None:
    files = {name: (scans / name).read_bytes() for name in ("0.png", "1.png")}
    box = write_tar(tmp_path / "box.tgz", files)
    (place,) = plan(job, box)
    done = PartReader(job)(place)
    assert (done.files, done.pages) == (1, 2)
    assert [row["file"] for row in rows(job, "pages")] == [f"{box}/0.png", f"{box}/1.png"]


def test_what_goes_wrong_in_reading_ends_no_other_page(
    job: Job, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("inkdigits.reading.read", fail)
    (place,) = plan(job, scans)
    assert PartReader(job)(place).errors == PAGES
    assert rows(job, "errors")[0] == {
        "file": f"{scans}/0.png",
        "page": 1,
        "reason": f"{scans}/0.png: reading failed (ZeroDivisionError: by zero); please report it",
    }


def test_a_file_that_ends_its_reader_is_left_out_in_the_end(job: Job, scans: Path) -> None:
    (place,) = plan(job, scans)
    note = {"attempts": 3, "deadly": [], "reading": f"{scans}/1.png"}
    job.store.write("attempts/part-000000.json", json.dumps(note).encode())
    done = PartReader(job)(place)
    assert (done.pages, done.errors) == (PAGES - 1, 1)
    assert rows(job, "errors")[0]["reason"] == (
        f"{scans}/1.png: reading it ended the process again and again (killed or crashed); look at "
        "it by itself"
    )


def test_a_rule_is_obeyed(tmp_path: Path, scans: Path) -> None:
    job = Job(Store(str(tmp_path)), load_recognizer(), Rule(digits=5), None, "jsonl")
    (place,) = plan(job, scans)
    PartReader(job)(place)
    texts = {len(str(row["text"])) for row in rows(job, "lines")}
    assert texts == {5}


def test_the_fields_of_a_form_are_read(tmp_path: Path, scans: Path) -> None:
    page = read(scans / "0.png")
    width, height = page.width, page.height
    form = Form(width, height, (Field("all", (0, 0, width, height)), Field("none", (0, 0, 1, 1))))
    job = Job(Store(str(tmp_path)), load_recognizer(), None, form, "jsonl")
    (place,) = plan(job, scans / "0.png")
    PartReader(job)(place)
    found = rows(job, "lines")
    assert [(row["field"], row["reason"]) for row in found] == [("all", None), ("none", "blank")]
    assert found[0]["text"] == " ".join(line.text for line in page.lines)


def test_another_process_reads_by_the_copy_of_the_recognizer(job: Job, scans: Path) -> None:
    (place,) = plan(job, scans)
    reader = pickle.loads(pickle.dumps(PartReader(job)))
    assert len(pickle.dumps(PartReader(job))) < 10_000
    assert reader(place).pages == PAGES
