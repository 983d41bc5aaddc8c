"""The pictures that `inkdigits read` writes: annotated pages, and pages after each step."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inkdigits.cli._read_form import FormPage
from inkdigits.cli._read_page import SourcePage
from inkdigits.cli._read_sources import Source, free_path
from inkdigits.errors import InputError
from inkdigits.files import check_writable

if TYPE_CHECKING:
    from inkdigits.arrays import Uint8Array


_STEP_NAMES = "[0-9][0-9]-*.png"


class Annotations:
    """The pages, with what was read drawn on them; none of them on top of another.

    Args:
        target: a picture's name where there is but one source, or else a folder.
        sources: what will be read.
        min_confidence: what is below it is marked as doubtful.

    Raises:
        InputError: the target cannot be written to, or would overwrite what is to be read.
    """

    def __init__(self, target: Path, sources: Sequence[Source], min_confidence: float) -> None:
        from inkdigits.images import WRITTEN_FORMATS

        self._target, self._min_confidence = target, min_confidence
        self._is_folder = target.is_dir() or not target.suffix
        if not self._is_folder and len(sources) > 1:
            raise InputError(
                f"--annotate: got {target} for {len(sources)} files, wanted a folder; name one "
                "without an ending"
            )
        if not self._is_folder and target.suffix.lower() not in WRITTEN_FORMATS:
            raise InputError(
                f"--annotate: got {target}, wanted a name that ends in one of "
                f"{', '.join(WRITTEN_FORMATS)}, or a folder; choose one"
            )
        self._taken = {source.path.resolve() for source in sources}
        paths = [self._path(source, None) for source in sources]
        for path in paths:
            if path.resolve() in self._taken:
                raise InputError(
                    f"--annotate: {path} is a picture that is to be read; choose another place "
                    "for the annotated ones"
                )
        for path in {path.parent: path for path in paths}.values():
            check_writable(path)

    def add(self, page: SourcePage) -> None:
        """See Output."""
        from inkdigits.images import write_picture
        from inkdigits.reading.annotation import annotate

        read = page.read.as_lines() if isinstance(page.read, FormPage) else page.read
        drawn = annotate(page.picture(), read, self._min_confidence)
        path = self._path(page.source, page.number)
        target = free_path(path.parent.resolve() / path.name, self._taken)
        self._taken.add(target)
        write_picture(target, drawn)

    def finish(self) -> None:
        """See Output."""

    def _path(self, source: Source, number: int | None) -> Path:
        path = self._target
        if self._is_folder:
            path = path / source.name.with_name(f"{source.name.name}.png")
        return path if number is None else path.with_stem(f"{path.stem}-{number}")


class Steps:
    """Writes a page as it is after each step of reading, numbered.

    Args:
        folder: to write to.
        sources: what will be read; each of many gets a folder of its own in it.

    Raises:
        InputError: the folder cannot be written to, or what is to be read is called as a
            step there is.
    """

    def __init__(self, folder: Path, sources: Sequence[Source]) -> None:
        for source in sources:
            path = source.path.resolve()
            if folder.resolve() in path.parents and path.match(_STEP_NAMES):
                raise InputError(
                    f"--debug: {source} is to be read and would be overwritten; name another "
                    f"folder than {folder}"
                )
        check_writable(folder / "01-grey.png")
        self._folder, self._apart = folder, len(sources) > 1
        self._page, self._step = folder, 0
        self._taken: set[Path] = set()

    def begin(self, source: Source, number: int | None) -> None:
        """The next pictures are of this page."""
        page = self._folder / source.name if self._apart else self._folder
        page = page if number is None else page / f"page-{number}"
        self._page = free_path(page, self._taken)
        self._taken.add(self._page)
        self._step = 0

    def __call__(self, name: str, picture: "Uint8Array") -> None:
        """Write the next picture."""
        from inkdigits.images import write_picture

        self._step += 1
        write_picture(self._page / f"{self._step:02}-{name}.png", picture)
