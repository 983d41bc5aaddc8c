import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import fsspec
import pyarrow.dataset
import pytest

from inkdigits import __version__
from inkdigits.archive import Summary, read_archive
from inkdigits.engines._engine import Answer, Item
from inkdigits.errors import InputError
from tests.archive.conftest import PAGES, make_job


class Here:
    """An engine that works in this process, and may stop early."""

    def __init__(self, most: int = 1000) -> None:
        self.most = most
        self.asked: list[object] = []

    def map(
        self, work: Callable[[Item], Answer], items: Sequence[Item]
    ) -> Iterator[tuple[Item, Answer]]:
        self.asked = list(items)
        for item in items[: self.most]:
            yield item, work(item)
        if self.most < len(items):
            raise KeyboardInterrupt


def tables(out: Path) -> dict[str, bytes]:
    """All tables of a job, by their paths."""
    folders = (out / name for name in ("lines", "pages", "errors"))
    return {str(p.relative_to(out)): p.read_bytes() for f in folders for p in sorted(f.iterdir())}


def test_all_pages_are_read_in_parts(scans: Path, tmp_path: Path) -> None:
    summary = read_archive([str(scans)], make_job(tmp_path), Here(), 4)
    assert (summary.files, summary.files_done, summary.pages, summary.errors) == (6, 6, 6, 0)
    assert len(tables(tmp_path)) == 3 * 2
    written = json.loads((tmp_path / "summary.json").read_text())
    assert written == summary.to_json()
    assert written["pages"] == PAGES
    assert written["pages_a_second"] > 0
    assert set(written["worker_seconds"]) == {"waiting", "decoding", "reading", "writing"}


def test_parquet_is_one_table_to_whoever_reads_it(scans: Path, tmp_path: Path) -> None:
    summary = read_archive([str(scans)], make_job(tmp_path, "parquet"), Here(), 4)
    lines = pyarrow.dataset.dataset(tmp_path / "lines").to_table()
    assert lines.num_rows == summary.lines
    assert lines["file"].unique().to_pylist() == [f"{scans}/{n}.png" for n in range(PAGES)]


def test_a_stopped_job_is_carried_on_and_ends_as_an_undisturbed_one(
    scans: Path, tmp_path: Path
) -> None:
    stopped, whole = tmp_path / "stopped", tmp_path / "whole"
    read_archive([str(scans)], make_job(whole), Here(), 1)
    with pytest.raises(KeyboardInterrupt):
        read_archive([str(scans)], make_job(stopped), Here(2), 1)
    engine = Here()
    summary = read_archive([str(scans)], make_job(stopped), engine, 1)
    assert len(engine.asked) == PAGES - 2
    assert (summary.pages, summary.earlier) == (PAGES, 2)
    assert tables(stopped) == tables(whole)


def test_a_job_that_is_done_reads_nothing(scans: Path, tmp_path: Path) -> None:
    first = read_archive([str(scans)], make_job(tmp_path), Here(), 4)
    engine = Here(0)
    again = read_archive([str(scans)], make_job(tmp_path), engine, 4)
    assert engine.asked == []
    assert (again.pages, again.lines, again.seconds) == (first.pages, first.lines, 0)


def test_files_that_come_later_belong_to_another_job(spoilt: Path, tmp_path: Path) -> None:
    read_archive([str(spoilt)], make_job(tmp_path / "out"), Here(), 4)
    (spoilt / "9.png").write_bytes(b"")
    again = read_archive([str(spoilt)], make_job(tmp_path / "out"), Here(), 4)
    assert again.files == PAGES


def test_another_question_is_refused(scans: Path, tmp_path: Path) -> None:
    read_archive([str(scans / "0.png")], make_job(tmp_path), Here(), 4)
    with pytest.raises(InputError) as refused:
        read_archive([str(scans)], make_job(tmp_path, "parquet"), Here(), 4)
    assert str(refused.value) == (
        f"{tmp_path} holds a job with another sources and format; ask for the same to carry it on, "
        "or name another folder"
    )


def test_what_was_asked_for_is_written_down(scans: Path, tmp_path: Path) -> None:
    job = make_job(tmp_path)
    read_archive([str(scans / "0.png")], job, Here(), 4)
    assert json.loads((tmp_path / "job.json").read_text()) == {
        "sources": [str(scans / "0.png")],
        "files_a_part": 4,
        "model": job.recognizer.sha256,
        "rule": None,
        "form": None,
        "format": "jsonl",
        "inkdigits": __version__,
    }


def test_a_wrong_source_leaves_a_folder_that_takes_the_right_one(
    scans: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read_archive([str(scans / "none")], make_job(tmp_path), Here())
    assert read_archive([str(scans)], make_job(tmp_path), Here()).pages == PAGES


def test_bad_files_are_counted_and_nothing_is_lost(spoilt: Path, tmp_path: Path) -> None:
    summary = read_archive([str(spoilt)], make_job(tmp_path / "out"), Here(), 2)
    assert (summary.pages, summary.errors) == (PAGES - 2, 2)
    named = [
        json.loads(line)["file"]
        for name, content in tables(tmp_path / "out").items()
        if not name.startswith("lines")
        for line in content.splitlines()
    ]
    assert sorted(named) == [f"{spoilt}/{number}.png" for number in range(PAGES)]


def test_sources_and_results_may_be_at_urls(scans: Path, tmp_path: Path) -> None:
    files = fsspec.filesystem("memory")
    files.put(str(scans), "/archive-of-scans", recursive=True)
    read_archive(["memory://archive-of-scans"], make_job("memory://archive-read"), Here(), 4)
    read_archive([str(scans)], make_job(tmp_path), Here(), 4)
    for name, content in tables(tmp_path).items():
        found = files.cat_file(f"/archive-read/{name}")
        assert found == content.replace(str(scans).encode(), b"memory:///archive-of-scans")


def test_progress_is_told_after_each_part(scans: Path, tmp_path: Path) -> None:
    told: list[tuple[int, float | None]] = []

    def follow(summary: Summary) -> None:
        told.append((summary.files_done, summary.seconds_left))

    read_archive([str(scans)], make_job(tmp_path), Here(), 2, follow)
    assert [done for done, _ in told] == [0, 2, 4, 6]
    assert told[0][1] is None
    assert told[1][1] is not None
    assert told[1][1] > 0
    assert told[-1][1] == 0
