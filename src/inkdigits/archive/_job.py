"""What is to be done, as every process of a job is told."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from inkdigits import __version__
from inkdigits.archive._results import Results
from inkdigits.archive._store import Store
from inkdigits.archive._tables import TableFormat
from inkdigits.reading.rules import Form, Rule
from inkdigits.recognizer import Recognizer

MODEL = "model.onnx"


@dataclass(frozen=True)
class Job:
    """How the files of an archive are read, and where what they say is written.

    Attributes:
        store: where to.
        recognizer: who reads the digits.
        rule: what is known of every number; None where nothing is.
        form: the fields of every page; None to read lines.
        table_format: of the tables.
    """

    store: Store
    recognizer: Recognizer
    rule: Rule | None = None
    form: Form | None = None
    table_format: TableFormat = "parquet"

    def __getstate__(self) -> dict[str, Any]:
        # Another process opens the copy of the recognizer that lies with the results, on one
        # thread: it reads beside others.
        return {**vars(self), "recognizer": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        store: Store = state["store"]
        recognizer = Recognizer.from_bytes(store.read(MODEL), store.place(MODEL), threads=1)
        vars(self).update({**state, "recognizer": recognizer})

    @property
    def results(self) -> Results:
        """What is written."""
        return Results(self.store, self.table_format)

    def describe(self) -> dict[str, Any]:
        """What the rows depend on, besides the files: as JSON, to tell two jobs apart."""
        form = None if self.form is None else sha256(repr(self.form).encode()).hexdigest()
        return {
            "model": self.recognizer.sha256,
            "rule": None if self.rule is None else str(self.rule),
            "form": form,
            "format": self.table_format,
            "inkdigits": __version__,
        }
