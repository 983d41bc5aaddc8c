"""Finding the file that ends whoever reads it."""

import json

from inkdigits.archive._store import Store

# A process may be killed for no fault of its files; twice over the same ones is suspicious.
_INNOCENT = 2


class Attempts:
    """Notes in the job's folder which parts are being read, so that none is tried for ever.

    A file that crashes its reader, or makes it take more memory than there is, would end one
    process after the other. A part whose reading was cut off twice is therefore read with care:
    each file is noted before it is read, and one at which reading ended again is left out.

    Args:
        store: of the job.
        part: name of the part.
    """

    def __init__(self, store: Store, part: str) -> None:
        self._store, self._name = store, f"attempts/{part}.json"
        before = json.loads(store.read(self._name)) if store.has(self._name) else {}
        self._count = before.get("attempts", 0) + 1
        self._deadly = set(before.get("deadly", ()))
        if "reading" in before:
            self._deadly.add(before["reading"])
        self._note({})

    def may_read(self, file: str) -> bool:
        """Whether the file is not known to end its reader; to be asked right before reading it."""
        if file in self._deadly:
            return False
        if self._count > _INNOCENT:
            self._note({"reading": file})
        return True

    def finish(self) -> None:
        """The part is done."""
        self._store.remove(self._name)

    def _note(self, reading: dict[str, str]) -> None:
        note = {"attempts": self._count, "deadly": sorted(self._deadly)} | reading
        self._store.write(self._name, json.dumps(note).encode("ascii"))
