from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import inkdigits.images
from inkdigits.arrays import Uint8Array
from inkdigits.cli._read_again import AgainDecoded
from inkdigits.cli._read_files import read_files
from inkdigits.cli._read_outputs import Words
from inkdigits.cli._read_page import SourcePage
from inkdigits.cli._read_reader import Singly
from inkdigits.cli._read_sources import Source, find_sources
from inkdigits.errors import InputError
from inkdigits.images import DecodedPage, decode_pages
from inkdigits.reading import ReadPage


def document(path: Path, *levels: int) -> Path:
    """A TIFF with pages of one grey level each."""
    first, *others = [Image.new("L", (12, 8), level) for level in levels]
    first.save(path, save_all=True, append_images=others)
    return path


def empty_page(picture: Uint8Array) -> ReadPage:
    return ReadPage(picture.shape[1], picture.shape[0], f"level {picture[0, 0]}", (), ())


class Waiting:
    """Reads nothing before all pages have come."""

    def __init__(self) -> None:
        self.pages: list[ReadPage] = []

    def read(self, picture: Uint8Array) -> None:
        self.pages.append(empty_page(picture))

    def rest(self) -> Sequence[ReadPage]:
        return self.pages


class Pictures:
    """Keeps of each page what was read and the grey level of its picture."""

    def __init__(self) -> None:
        self.found: list[tuple[str, int]] = []

    def add(self, page: SourcePage) -> None:
        assert isinstance(page.read, ReadPage)
        self.found.append((page.read.model, int(page.picture()[0, 0])))

    def finish(self) -> None:
        pass


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that were decoded."""
    numbers = []

    def told(source: Path) -> Generator[DecodedPage, None, None]:
        for page in decode_pages(source):
            numbers.append(page.number)
            yield page

    monkeypatch.setattr(inkdigits.images, "decode_pages", told)
    return numbers


def test_pages_that_waited_are_decoded_once_more_and_no_oftener(
    tmp_path: Path, decoded: list[int]
) -> None:
    document(tmp_path / "1.tif", 10, 20, 30, 40)
    document(tmp_path / "2.tif", 50, 60)
    sources, _ = find_sources([tmp_path])
    pictures = Pictures()
    assert read_files(sources, Waiting(), [pictures], None) == []
    assert pictures.found == [(f"level {level}", level) for level in (10, 20, 30, 40, 50, 60)]
    assert decoded == [1, 2, 3, 4, 1, 2] * 2


def test_pages_left_out_are_skipped(tmp_path: Path) -> None:
    source = Source(document(tmp_path / "1.tif", 10, 20, 30), Path("1"))
    again = AgainDecoded()
    assert again.picture(source, 1)[0, 0] == 10
    assert again.picture(source, 3)[0, 0] == 30
    with pytest.raises(InputError) as problem:
        again.picture(source, 4)
    assert str(problem.value) == (
        f"{source.path}, page 4: the page is gone; leave the file as it is until all is read"
    )


def test_a_file_that_goes_away_takes_no_other_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = document(tmp_path / "1.tif", 10, 20)
    other = document(tmp_path / "2.tif", 30)
    sources, _ = find_sources([tmp_path])

    class Leaving(Waiting):
        def rest(self) -> Sequence[ReadPage]:
            one.unlink()
            return self.pages

    pictures = Pictures()
    ((path, problem),) = read_files(sources, Leaving(), [pictures], None)
    assert (path, type(problem)) == (one, InputError)
    assert pictures.found == [("level 30", 30)]
    assert str(other) not in capsys.readouterr().err


def test_the_pages_before_a_damaged_one_are_read_though_they_wait(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(0)
    noise = [Image.fromarray(rng.integers(0, 256, (40, 40), np.uint8)) for _ in range(3)]
    noise[0].save(tmp_path / "1.tif", save_all=True, append_images=noise[1:])
    content = (tmp_path / "1.tif").read_bytes()
    (tmp_path / "1.tif").write_bytes(content[: len(content) // 2])
    sources, _ = find_sources([tmp_path])
    pictures = Pictures()
    ((path, _),) = read_files(sources, Waiting(), [pictures], None)
    assert path == tmp_path / "1.tif"
    assert [level for _, level in pictures.found] == [np.asarray(noise[0])[0, 0]]
    assert capsys.readouterr().err.startswith(f"inkdigits: {path}, page 2: got a damaged or ")


def test_a_page_that_cannot_be_read_does_not_stop_the_next_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = document(tmp_path / "1.tif", 10, 20, 30, 20)

    def read_page(picture: Uint8Array) -> ReadPage:
        if picture[0, 0] == 20:
            raise InputError("got a page that is too small")
        return empty_page(picture)

    sources, _ = find_sources([path])
    ((failed, _),) = read_files(sources, Singly(read_page), [Words(False, 0.9)], None)
    assert failed == path
    output = capsys.readouterr()
    assert output.out == f"{path}, page 1\n\n{path}, page 3\n"
    assert output.err == (
        f"inkdigits: {path}, page 1: no digits found\n"
        f"inkdigits: {path}, page 2: got a page that is too small\n"
        f"inkdigits: {path}, page 3: no digits found\n"
        f"inkdigits: {path}, page 4: got a page that is too small\n"
    )


def test_ctrl_c_tells_how_many_files_were_read_as_a_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, levels in (("1.tif", (10, 20)), ("2.tif", (10,)), ("3.tif", (20, 30))):
        document(tmp_path / name, *levels)

    def read_page(picture: Uint8Array) -> ReadPage:
        if picture[0, 0] == 30:
            raise KeyboardInterrupt
        if picture[0, 0] == 20:
            raise InputError("got a page that is too small")
        return empty_page(picture)

    sources, _ = find_sources([tmp_path])
    with pytest.raises(KeyboardInterrupt):
        read_files(sources, Singly(read_page), [], None)
    assert capsys.readouterr().err.splitlines()[-1] == "inkdigits: 1 of 3 files were read"
