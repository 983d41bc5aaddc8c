import gzip
from pathlib import Path

import pytest

from inkdigits.data import _download
from inkdigits.data._download import download
from inkdigits.errors import InputError, WorkError
from tests.data.mirror import Mirror, serving

CONTENT = bytes(range(256)) * 2000
PIECE = 1 << 14
FILES = {"digits.gz": gzip.compress(CONTENT, 0)}  # stored, so that the size is half a megabyte


def verify(path: Path) -> bytes:
    try:
        content = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as problem:
        raise InputError("damaged") from problem
    if content != CONTENT:
        raise InputError("another file")
    return content


def starts(mirror: Mirror) -> list[int]:
    """At which byte each request asked to begin."""
    return [int(asked.strip("bytes=-") or 0) for _, asked in mirror.asked]


def left_over(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def test_a_file_arrives_decompressed_and_progress_is_told(tmp_path: Path) -> None:
    target, told = tmp_path / "cache" / "digits", []
    with serving(FILES) as mirror:
        download([f"{mirror.address}digits.gz"], target, verify, lambda *step: told.append(step))
    assert target.read_bytes() == CONTENT
    assert left_over(target) == []
    size = len(FILES["digits.gz"])
    assert told[0] == (0, size)
    assert told[-1] == (size, size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_dropped_connection_is_carried_on_where_it_broke(tmp_path: Path) -> None:
    target = tmp_path / "digits"
    with serving(FILES, "drops") as mirror:
        with pytest.raises(WorkError, match=r"\(127\.0\.0\.1:\d+: broke off the connection\)"):
            download([f"{mirror.address}digits.gz"], target, verify)
        assert not target.exists()
        first, second, third = starts(mirror)
        half = len(FILES["digits.gz"]) // 2
        assert first == 0
        assert half - PIECE < second <= half
        assert second + half // 2 - PIECE < third <= second + half
        # what has arrived stays, for the next time
        mirror.behaviour = "good"
        download([f"{mirror.address}digits.gz"], target, verify)
        assert starts(mirror)[3] > third
    assert target.read_bytes() == CONTENT
    assert left_over(target) == []


def test_a_server_without_range_sends_all_again(tmp_path: Path) -> None:
    target = tmp_path / "digits"
    with serving(FILES, "drops") as mirror:
        with pytest.raises(WorkError):
            download([f"{mirror.address}digits.gz"], target, verify)
        mirror.behaviour = "no-range"
        download([f"{mirror.address}digits.gz"], target, verify)
        assert mirror.asked[-1][1].startswith("bytes=")
    assert target.read_bytes() == CONTENT


def test_a_download_that_was_complete_is_not_fetched_again(tmp_path: Path) -> None:
    target = tmp_path / "digits"

    def refuse(path: Path) -> bytes:
        raise KeyboardInterrupt  # stopped between the last byte and the verification

    with serving(FILES) as mirror:
        with pytest.raises(KeyboardInterrupt):
            download([f"{mirror.address}digits.gz"], target, refuse)
        told = []
        download([f"{mirror.address}digits.gz"], target, verify, lambda *step: told.append(step))
    assert told == []
    assert target.read_bytes() == CONTENT


def test_a_part_that_no_longer_fits_is_begun_anew(tmp_path: Path) -> None:
    target = tmp_path / "digits"
    with serving(FILES, "drops") as mirror:
        with pytest.raises(WorkError):
            download([f"{mirror.address}digits.gz"], target, verify)
        (part,) = tmp_path.iterdir()
        part.write_bytes(b"\xff" * part.stat().st_size)
        mirror.behaviour, mirror.asked = "good", []
        download([f"{mirror.address}digits.gz"], target, verify)
        assert [bool(asked) for _, asked in mirror.asked] == [True, False]
    assert target.read_bytes() == CONTENT


def test_another_range_than_asked_for_is_not_appended(tmp_path: Path) -> None:
    target = tmp_path / "digits"
    with serving(FILES, "drops") as mirror:
        with pytest.raises(WorkError):
            download([f"{mirror.address}digits.gz"], target, verify)
        mirror.behaviour, mirror.asked = "shifted", []
        download([f"{mirror.address}digits.gz"], target, verify)
        assert [bool(asked) for _, asked in mirror.asked] == [True, False]
    assert target.read_bytes() == CONTENT


def test_the_next_mirror_is_asked_and_garbage_is_deleted(tmp_path: Path) -> None:
    target = tmp_path / "digits"
    with (
        serving({}) as missing,
        serving({"digits.gz": b"<html>"}) as garbage,
        serving(FILES) as good,
    ):
        mirrors = [f"{mirror.address}digits.gz" for mirror in (missing, garbage, good)]
        download(mirrors, target, verify)
        assert [len(mirror.asked) for mirror in (missing, garbage, good)] == [1, 1, 1]
    assert target.read_bytes() == CONTENT
    assert left_over(target) == []


def test_when_all_fail_the_error_says_what_each_answered(tmp_path: Path) -> None:
    target = tmp_path / "digits"
    with serving(FILES) as gone:
        unreachable = f"{gone.address}digits.gz"
    with serving({}) as missing, serving({"digits.gz": b"<html>"}) as garbage:
        mirrors = [unreachable, f"{missing.address}digits.gz", f"{garbage.address}digits.gz"]
        with pytest.raises(WorkError) as caught:
            download(mirrors, target, verify)
    gone_name, missing_name, garbage_name = (url.split("/")[2] for url in mirrors)
    assert str(caught.value) == (
        f"digits could not be fetched ({gone_name}: cannot be reached; "
        f"{missing_name}: answered 404 Not Found; "
        f"{garbage_name}: sent a damaged file or another one)"
    )
    assert left_over(target) == []
    assert not target.exists()


def test_an_endless_file_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_download, "_MOST_BYTES", 100_000)
    with serving(FILES) as mirror, pytest.raises(WorkError, match="sent more than 100000 bytes"):
        download([f"{mirror.address}digits.gz"], tmp_path / "digits", verify)
    assert list(tmp_path.iterdir()) == []
