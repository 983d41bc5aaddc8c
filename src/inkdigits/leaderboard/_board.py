"""Rows and what they reached, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inkdigits.leaderboard._measure import Measured
from inkdigits.leaderboard.rows import ROWS, Row

WITHIN = 0.15
"""An error up to this share above the published one counts as reproduced."""


@dataclass(frozen=True)
class Line:
    """A row of the leaderboard with what it reached; None where it was not run."""

    row: Row
    measured: Measured | None

    @property
    def reproduced(self) -> bool | None:
        """Whether the error is within 15 % of the published one, or better; None without both."""
        if self.measured is None or self.row.published is None:
            return None
        return 100 * self.measured.error <= self.row.published * (1 + WITHIN) + 1e-9

    @property
    def differs(self) -> str:
        """In words, whether the published error lies outside the interval of ours."""
        if self.measured is None or self.row.published is None:
            return ""
        low, high = (100 * share for share in self.measured.error_ci95)
        if self.row.published > high:
            return "better"
        return "worse" if self.row.published < low else "same"

    def to_json(self) -> dict[str, Any]:
        """As `inkdigits leaderboard --json` has it; errors in percent, as the table has them."""
        row, measured = self.row, self.measured
        document: dict[str, Any] = {
            "key": row.key,
            "family": row.family,
            "method": row.method,
            "preprocessing": row.preprocessing,
            "reference": row.reference,
            "model": row.model or None,
            "settings": dict(row.settings),
            "note": row.note,
            "published_error": row.published,
        }
        if measured is None:
            return document
        return document | {
            "data": measured.data,
            "n": measured.n,
            "errors": measured.errors,
            "error": 100 * measured.error,
            "error_ci95": [100 * share for share in measured.error_ci95],
            "accuracy": measured.accuracy,
            "ci95": list(measured.ci95),
            "against_published": self.differs or None,
            "train_seconds": measured.train_seconds,
            "predict_ms": measured.predict_ms,
            "bytes": measured.bytes,
            "report": measured.report,
            "machine": measured.machine,
        }


@dataclass(frozen=True)
class Board:
    """A leaderboard: its lines in the table's order."""

    lines: tuple[Line, ...]

    @property
    def run(self) -> list[Line]:
        """The lines that were run, the least error first."""
        lines = [line for line in self.lines if line.measured is not None]
        return sorted(lines, key=lambda line: line.measured.error if line.measured else 1.0)

    @property
    def published(self) -> list[Line]:
        """The lines that were run and have a published error."""
        return [line for line in self.run if line.row.published is not None]

    @property
    def reproduced(self) -> list[Line]:
        """Those of them within 15 % of it, or better."""
        return [line for line in self.published if line.reproduced]

    def to_json(self) -> dict[str, Any]:
        """As `inkdigits leaderboard --json` has it."""
        return {
            "published_rows": sum(row.published is not None for row in ROWS),
            "run": len(self.published),
            "reproduced": len(self.reproduced),
            "rows": [line.to_json() for line in self.lines],
        }


def make_board(rows: Iterable[Row], found: Mapping[str, Measured]) -> Board:
    """Rows and what was found for them, by key."""
    return Board(tuple(Line(row, found.get(row.key)) for row in rows))
