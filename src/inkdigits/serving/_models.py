from collections.abc import Sequence
from typing import Any

from fastapi import HTTPException

from inkdigits.recognizer import Recognizer, load_recognizer


class Models:
    """The recognizers of a server, each opened once.

    Args:
        sources: .onnx files, run folders or "default"; the first answers who names none.

    Raises:
        InputError: one of them cannot be opened.
    """

    def __init__(self, sources: Sequence[str]) -> None:
        self._by_name: dict[str, Recognizer] = {}
        for source in dict.fromkeys(sources):
            # One thread a call, since as many calls as there are CPUs go on at once.
            recognizer = load_recognizer(source, threads=1)
            self._by_name[self._free_name(recognizer.card.name)] = recognizer

    def get(self, name: str) -> Recognizer:
        """The model of a name, or the first for "default".

        Raises:
            HTTPException: 404, there is none.
        """
        if name == "default":
            return next(iter(self._by_name.values()))
        if name not in self._by_name:
            names = ", ".join(["default", *self._by_name])
            raise HTTPException(404, f"got the model {name[:80]!r}, wanted one of {names}")
        return self._by_name[name]

    def to_json(self) -> list[dict[str, Any]]:
        """The model cards."""
        return [
            {
                "name": name,
                "default": number == 0,
                "bytes": recognizer.path.stat().st_size,
                "reject_threshold": recognizer.card.reject_threshold,
                "measured": recognizer.card.measured,
                "training_data": recognizer.card.training_data,
                "recipe": recognizer.card.recipe,
                "package_version": recognizer.card.package_version,
            }
            for number, (name, recognizer) in enumerate(self._by_name.items())
        ]

    def _free_name(self, name: str) -> str:
        """The card's name; with a number behind it where another model has it already."""
        names = (name if number == 1 else f"{name}-{number}" for number in range(1, 10**6))
        return next(free for free in names if free not in self._by_name and free != "default")
