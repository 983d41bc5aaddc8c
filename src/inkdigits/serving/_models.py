from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from fastapi import HTTPException

from inkdigits.recognizer import Recognizer, load_recognizer
from inkdigits.serving._insight import Insight


@dataclass(frozen=True, eq=False)
class Model:
    """One of the recognizers of a server.

    Attributes:
        recognizer: it.
        is_default: whether it answers who names none.
        size: of its file when it was opened, in bytes; the file may be gone since.
    """

    recognizer: Recognizer
    is_default: bool
    size: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", self.recognizer.path.stat().st_size)

    @property
    def name(self) -> str:
        """What it is asked for by."""
        return self.recognizer.card.name

    @cached_property
    def insight(self) -> Insight:
        """What shows its layers; opened when first asked for."""
        return Insight(self.recognizer)

    def to_json(self) -> dict[str, Any]:
        """Its model card."""
        card = self.recognizer.card
        return {
            "name": self.name,
            "default": self.is_default,
            "bytes": self.size,
            "reject_threshold": card.reject_threshold,
            "measured": card.measured,
            "training_data": card.training_data,
            "recipe": card.recipe,
            "package_version": card.package_version,
        }


class Models:
    """The recognizers of a server, each opened once.

    Args:
        sources: .onnx files, run folders or "default"; the first answers who names none.

    Raises:
        InputError: one of them cannot be opened.
    """

    def __init__(self, sources: Sequence[str]) -> None:
        self._by_name: dict[str, Model] = {}
        for source in dict.fromkeys(sources):
            # One thread a call, since as many calls as there are CPUs go on at once.
            recognizer = load_recognizer(source, threads=1)
            name = self._free_name(recognizer.card.name)
            if name != recognizer.card.name:
                recognizer = copy(recognizer)  # the bundled one is everybody's
                recognizer.card = replace(recognizer.card, name=name)
            self._by_name[name] = Model(recognizer, is_default=not self._by_name)

    def get(self, name: str) -> Model:
        """The model of a name, or the first for "default".

        Raises:
            HTTPException: 404, there is none.
        """
        for model in self.all():
            if name == model.name or (model.is_default and name == "default"):
                return model
        names = ", ".join(["default", *self._by_name])
        raise HTTPException(404, f"got the model {name[:80]!r}, wanted one of {names}")

    def all(self) -> list[Model]:
        """In the order in which they were given."""
        return list(self._by_name.values())

    def _free_name(self, name: str) -> str:
        """The name of a card, with a number behind it where an earlier model has it too."""
        free, number = name, 1
        while free in self._by_name:
            number += 1
            free = f"{name}-{number}"
        return free
