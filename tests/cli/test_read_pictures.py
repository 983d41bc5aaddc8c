from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkdigits.cli._read_page import SourcePage
from inkdigits.cli._read_pictures import Annotations, Steps
from inkdigits.cli._read_sources import Source, find_sources
from inkdigits.errors import InputError
from inkdigits.reading.annotation import annotate
from tests.cli.read_pages import form_page, read_line, source_page

ONE, OTHER = Source(Path("in/a.jpg"), Path("a")), Source(Path("in/b/c.tif"), Path("b/c"))


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def test_one_picture_is_written_as_it_is_called(tmp_path: Path) -> None:
    page = source_page("a.jpg", read_line("123", 0.8, 60))
    Annotations(tmp_path / "new" / "out.png", [page.source], 0.5).add(page)
    drawn = annotate(page.picture(), page.read, 0.5)
    np.testing.assert_array_equal(pixels(tmp_path / "new" / "out.png"), drawn)


def test_the_fields_of_a_form_are_framed(tmp_path: Path) -> None:
    page = form_page("a.jpg")
    Annotations(tmp_path / "out.png", [page.source], 0.9).add(page)
    drawn = pixels(tmp_path / "out.png")
    sure, doubtful = (0, 114, 178), (213, 94, 0)
    for (_, top, _, height), colour in [
        ((10, 20, 200, 60), sure),
        ((10, 100, 200, 60), doubtful),
        ((10, 180, 90, 60), sure),
    ]:
        beside = drawn[top : top + height, :10]
        assert (beside == colour).all(axis=-1).sum() >= height / 3
    assert (drawn[180:240, 200:215] == doubtful).all(axis=-1).sum() >= 20


@pytest.mark.parametrize("target", ["marked", "made.earlier"])
def test_a_folder_gets_a_picture_for_each_page(target: str, tmp_path: Path) -> None:
    (tmp_path / "made.earlier").mkdir()
    first, second = source_page("a.jpg"), source_page("b/c.tif", number=2)
    annotations = Annotations(tmp_path / target, [first.source, second.source], 0.9)
    annotations.add(first)
    annotations.add(second)
    assert files(tmp_path / target) == ["a.png", "b/c-2.png"]


def test_pages_of_a_file_are_numbered(tmp_path: Path) -> None:
    page = source_page("a.tif", number=2)
    Annotations(tmp_path / "out.webp", [page.source], 0.9).add(page)
    assert files(tmp_path) == ["out-2.webp"]


def test_no_picture_overwrites_another(tmp_path: Path) -> None:
    pages = [
        source_page("a.tif", read_line("1", 0.8, 60), number=1),
        source_page("a-1.jpg", read_line("23", 0.8, 60)),
        source_page("a-1.tif", read_line("456", 0.8, 60), number=2),
    ]
    annotations = Annotations(tmp_path, [page.source for page in pages], 0.5)
    for page in pages:
        annotations.add(page)
    assert len(files(tmp_path)) == len(pages)
    for name, page in zip(("a-1.png", "a-1-2.png", "a-1-2-2.png"), pages, strict=True):
        drawn = annotate(page.picture(), page.read, 0.5)
        np.testing.assert_array_equal(pixels(tmp_path / name), drawn)


def test_files_that_differ_in_their_ending_only_have_a_picture_each(tmp_path: Path) -> None:
    for name in ("a.png", "a.jpg", "a.jpg.png"):
        Image.new("L", (9, 9)).save(tmp_path / name)
    sources, _ = find_sources([tmp_path])
    annotations = Annotations(tmp_path / "marked", sources, 0.5)
    for source in sources:
        page = source_page("any")
        annotations.add(SourcePage(source, None, page.read, page.picture))
    assert files(tmp_path / "marked") == ["a.jpg.png", "a.png", "a.png.png"]


def test_many_pages_need_a_folder() -> None:
    with pytest.raises(InputError) as problem:
        Annotations(Path("out.png"), [ONE, OTHER], 0.9)
    assert str(problem.value) == (
        "--annotate: got out.png for 2 files, wanted a folder; name one without an ending"
    )


def test_only_pictures_are_written() -> None:
    with pytest.raises(InputError) as problem:
        Annotations(Path("out.pdf"), [ONE], 0.9)
    assert str(problem.value) == (
        "--annotate: got out.pdf, wanted a name that ends in one of .png, .jpg, .jpeg, .webp, "
        "or a folder; choose one"
    )


def test_what_is_to_be_read_is_not_overwritten(tmp_path: Path) -> None:
    source = Source(tmp_path / "a.png", Path("a"))
    for target in (tmp_path, tmp_path / "a.png", tmp_path / "x" / ".." / "a.png"):
        with pytest.raises(InputError, match=r"a\.png is a picture that is to be read; choose"):
            Annotations(target, [source], 0.9)


def test_no_step_overwrites_another(tmp_path: Path) -> None:
    sources = [
        Source(Path("in/a.tif"), Path("a")),
        Source(Path("in/a/page-1.png"), Path("a/page-1")),
    ]
    steps = Steps(tmp_path, sources)
    for source, number, level in ((sources[0], 1, 10), (sources[1], None, 20)):
        steps.begin(source, number)
        steps("grey", np.full((9, 7), level, np.uint8))
    assert files(tmp_path) == ["a/page-1-2/01-grey.png", "a/page-1/01-grey.png"]
    assert pixels(tmp_path / "a/page-1/01-grey.png")[0, 0] == 10


def test_steps_are_numbered_for_each_page_anew(tmp_path: Path, rng: np.random.Generator) -> None:
    grey, ink = rng.integers(0, 256, (2, 9, 7), np.uint8)
    for sources, folders in (([ONE], ("", "page-2/")), ([ONE, OTHER], ("a/", "b/c/page-2/"))):
        folder = tmp_path / str(len(sources))
        steps = Steps(folder, sources)
        steps.begin(ONE, None)
        steps("grey", grey)
        steps("ink", ink)
        steps.begin(OTHER, 2)
        steps("grey", ink)
        assert files(folder) == [
            f"{folders[0]}01-grey.png",
            f"{folders[0]}02-ink.png",
            f"{folders[1]}01-grey.png",
        ]
        np.testing.assert_array_equal(pixels(folder / folders[0] / "02-ink.png"), ink)


def test_steps_do_not_overwrite_what_is_to_be_read(tmp_path: Path) -> None:
    source = Source(tmp_path / "steps" / "a" / "01-grey.png", Path("01-grey"))
    for folder in (tmp_path, tmp_path / "steps", tmp_path / "steps" / "a"):
        with pytest.raises(InputError) as problem:
            Steps(folder, [source])
        assert str(problem.value) == (
            f"--debug: {source.path} is to be read and would be overwritten; name another folder "
            f"than {folder}"
        )
    Steps(tmp_path / "a", [source])
    Steps(tmp_path, [Source(tmp_path / "page.jpg", Path("page"))])
