from dataclasses import dataclass, field
from typing import Any

from inkdigits.archive._results import PartDone


@dataclass
class Summary:
    """How far a job is, and what came of it.

    Attributes:
        files: that there are to read.
        files_done: of them, read or found unreadable.
        pages: that were read.
        lines: rows of what was read.
        errors: files that could not be read, or not to their end.
        earlier: of the pages, those that were read before the job was last begun.
        seconds: since it was last begun.
        spent: seconds of all workers since then, by what they went into.
    """

    files: int
    files_done: int = 0
    pages: int = 0
    lines: int = 0
    errors: int = 0
    earlier: int = 0
    seconds: float = 0.0
    spent: dict[str, float] = field(default_factory=dict)
    _files_earlier: int = 0

    def add(self, part: PartDone, seconds: float) -> None:
        """Take a part that was read `seconds` after the job was last begun."""
        self.files_done += part.files
        self.pages += part.pages
        self.lines += part.lines
        self.errors += part.errors
        self.seconds = seconds
        for work, spent in part.seconds.items():
            self.spent[work] = self.spent.get(work, 0.0) + spent

    def add_earlier(self, part: PartDone) -> None:
        """Take a part that was done before."""
        self.add(part, 0.0)
        self.earlier += part.pages
        self._files_earlier += part.files

    @property
    def pages_a_second(self) -> float:
        """Since the job was last begun; 0 before anything is read."""
        return (self.pages - self.earlier) / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take if it goes on like this; None where nobody can know."""
        done = self.files_done - self._files_earlier
        return self.seconds / done * (self.files - self.files_done) if done else None

    def to_json(self) -> dict[str, Any]:
        """The summary as a JSON object."""
        return {
            "files": self.files,
            "files_done": self.files_done,
            "pages": self.pages,
            "lines": self.lines,
            "errors": self.errors,
            "pages_read_earlier": self.earlier,
            "seconds": round(self.seconds, 3),
            "pages_a_second": round(self.pages_a_second, 3),
            "worker_seconds": {work: round(spent, 3) for work, spent in self.spent.items()},
        }
