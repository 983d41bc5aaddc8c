"""Where the trials are kept: a database, in the words of Optuna and SQLAlchemy."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from inkdigits.errors import InputError, WorkError

if TYPE_CHECKING:
    from optuna.storages import RDBStorage

_FILE = "study.db"
_PATIENCE = 60  # seconds that a process waits while another one writes to the file


@dataclass(frozen=True)
class Storage:
    """A database.

    Attributes:
        url: as SQLAlchemy has it, perhaps with a password.
        label: for people and files, without one.
    """

    url: str = field(repr=False)
    label: str

    @contextlib.contextmanager
    def open(self, ready: bool = False) -> "Iterator[RDBStorage]":
        """Give the database, made ready for Optuna if it is new.

        Args:
            ready: whether it is known to be, which spares looking.

        Raises:
            InputError: it does not answer.
            WorkError: it no longer does.
        """
        import optuna
        from sqlalchemy.exc import SQLAlchemyError

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        sqlite = self.url.startswith("sqlite")
        arguments = {"connect_args": {"timeout": _PATIENCE}} if sqlite else {}
        try:
            storage = optuna.storages.RDBStorage(
                self.url, arguments, skip_compatibility_check=ready, skip_table_creation=ready
            )
        except (SQLAlchemyError, RuntimeError) as problem:
            reason = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
            raise InputError(
                f"{self.label}: the database does not answer ({reason}); wanted one that does, or "
                "none for a file in the sweep's folder"
            ) from problem
        try:
            yield storage
        except optuna.exceptions.StorageInternalError as problem:
            raise WorkError(
                f"{self.label}: the database no longer answers; the same command carries the sweep "
                "on once it does"
            ) from problem
        finally:
            storage.remove_session()
            storage.engine.dispose()


def find_storage(text: str | None, folder: Path) -> Storage:
    """The database that was asked for.

    Args:
        text: "postgresql://user:password@host/database", or None for a file in the folder.
        folder: the sweep's.

    Raises:
        InputError: the text names none of these.
    """
    if text is None:
        return Storage(f"sqlite:///{(folder / _FILE).absolute()}", _FILE)
    import sqlalchemy

    try:
        url = sqlalchemy.engine.make_url(text)
    except (sqlalchemy.exc.ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        # What was given is not repeated: it may hold a password.
        raise InputError(
            "--storage: got something else than the address of a PostgreSQL database, wanted "
            "postgresql://user:password@host/database, or none for a file in the sweep's folder"
        )
    label = url.set(drivername="postgresql", password=None).render_as_string()
    driven = url.set(drivername="postgresql+psycopg")
    return Storage(driven.render_as_string(hide_password=False), label)
