from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Upload:
    """A file that was sent.

    Attributes:
        name: as the sender calls it; None where it came without.
        content: its bytes.
    """

    name: str | None
    content: bytes


@dataclass(frozen=True, eq=False)
class Uploads:
    """All that a request brought.

    Attributes:
        files: at least one.
        form: the JSON of a form, where there was one.
    """

    files: tuple[Upload, ...]
    form: bytes | None = None
