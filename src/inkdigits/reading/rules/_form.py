"""Forms: where on a page which number stands, read from JSON."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from inkdigits.errors import InputError
from inkdigits.reading._page import Box
from inkdigits.reading.rules._ids import read_ids
from inkdigits.reading.rules._rule import Rule

MOST_BYTES = 1_000_000
MOST_FIELDS = 500
MOST_EFFORT = 1_000_000
"""Of the automata of all its rules: about a second."""
RULE_KEYS = ("digits", "pattern", "checksum", "one_of")


@dataclass(frozen=True)
class Field:
    """One place of a form.

    Attributes:
        name: what it is called, once in a form.
        box: where it is, in pixels of the form's page.
        rule: what is known of the number in it; None where nothing is.
    """

    name: str
    box: Box
    rule: Rule | None = None

    def box_on(self, scale: tuple[float, float]) -> Box:
        """The box on a page that is `scale` (across, down) times the form's."""
        left, top, width, height = self.box
        across, down = scale
        right, bottom = round((left + width) * across), round((top + height) * down)
        left, top = round(left * across), round(top * down)
        return left, top, right - left, bottom - top


@dataclass(frozen=True)
class Form:
    """A page with known fields.

    Attributes:
        width: of the page on which the boxes were measured, in pixels.
        height: of the same.
        fields: in the order in which they are reported.
    """

    width: int
    height: int
    fields: tuple[Field, ...]


def load_form(path: str | Path) -> Form:
    r"""Read a form from a file.

    Args:
        path: a JSON file such as
            {"page": [1654, 2339],
             "fields": [{"name": "date", "box": [100, 200, 400, 60],
                         "pattern": "\\d{2}\\.\\d{2}\\.\\d{4}"}]}
            with boxes as left, top, width, height in pixels of a page of that width and height,
            and the rule of each field under "digits", "pattern", "checksum" and "one_of" (a CSV
            file, found from the folder of the form). A field without any of them is read freely.

    Raises:
        InputError: the file cannot be read, or something in it is not as above.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise InputError(
            f"cannot read {path} ({problem.strerror}); give the JSON file of a form"
        ) from problem
    return _parse(content, str(path), path.parent)


def parse_form(content: bytes) -> Form:
    """As `load_form`, from the JSON itself.

    No file is opened, whatever the form says: "one_of" is a list of ids.

    Args:
        content: the JSON.

    Raises:
        InputError: as `load_form`.
    """
    return _parse(content, "the form", None)


def _parse(content: bytes, name: str, folder: Path | None) -> Form:
    document = _document(content, name)
    _known_keys(document, {"page", "fields"}, name)
    page, entries = document.get("page"), document.get("fields")
    if not _whole_numbers(page, 2) or min(page) < 1:
        raise InputError(
            f'{name}: got {_shown(page)} as "page", wanted [width, height] in pixels; write the '
            "size of the page on which the boxes were measured"
        )
    if not isinstance(entries, list) or not entries:
        raise InputError(
            f'{name}: got {_shown(entries)} as "fields", wanted a list of fields; write one object '
            "with a name and a box for each"
        )
    if len(entries) > MOST_FIELDS:
        raise InputError(
            f"{name}: got {len(entries):,} fields, wanted at most {MOST_FIELDS}; part the form"
        )
    rules = _Rules(folder, name)
    fields = tuple(
        _field(entry, f"{name}, field {number}", page, rules)
        for number, entry in enumerate(entries, 1)
    )
    names = Counter(field.name for field in fields)
    twice, count = names.most_common(1)[0]
    if count > 1:
        raise InputError(f"{name}: got {count} fields named {twice!r}; rename all but one")
    return Form(page[0], page[1], fields)


def _document(content: bytes, name: str) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise InputError(f"{name} has more than {MOST_BYTES:,} bytes; give the JSON of a form")
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise InputError(f"{name} is no JSON ({problem}); mend it") from problem
    if not isinstance(document, dict):
        raise InputError(f'{name}: got {_shown(document)}, wanted an object with "page", "fields"')
    return document


def _field(entry: object, where: str, page: list[int], rules: "_Rules") -> Field:
    if not isinstance(entry, dict):
        raise InputError(f"{where}: got {_shown(entry)}, wanted an object with a name and a box")
    _known_keys(entry, {"name", "box", *RULE_KEYS}, where)
    name, box = entry.get("name"), entry.get("box")
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"{where}: got {_shown(name)} as its name; write a text that is not empty")
    where = f"{where} ({name})"
    if not _whole_numbers(box, 4) or min(box[2:]) < 1:
        raise InputError(
            f"{where}: got {_shown(box)} as its box, wanted [left, top, width, height] in pixels"
        )
    left, top, width, height = box
    if min(left, top) < 0 or left + width > page[0] or top + height > page[1]:
        raise InputError(
            f"{where}: the box {box} does not lie on the page of {page[0]} x {page[1]} pixels; "
            "mend the box or the page"
        )
    return Field(name, (left, top, width, height), rules.rule(entry, where))


class _Rules:
    """The rules of one form: alike ones are made once, and all together are bounded.

    Args:
        folder: of the lists; None where the form has them in it.
        name: of the form.
    """

    def __init__(self, folder: Path | None, name: str) -> None:
        self._folder, self._name = folder, name
        self._made: dict[str, Rule] = {}
        self._effort = 0

    def rule(self, entry: dict[str, Any], where: str) -> Rule | None:
        """The rule of a field; None where it has none."""
        given = {key: entry[key] for key in RULE_KEYS if key in entry}
        if not given:
            return None
        alike = json.dumps(given)
        if alike not in self._made:
            self._made[alike] = self._make(given, where)
        return self._made[alike]

    def _make(self, given: dict[str, Any], where: str) -> Rule:
        kinds: dict[str, tuple[type, str]] = {"digits": (int, "a whole number")}
        if self._folder is None:
            kinds["one_of"] = (list, "a list of ids")
        for key, value in given.items():
            wanted, kind = kinds.get(key, (str, "a text"))
            if type(value) is not wanted:
                raise InputError(f"{where}: got {_shown(value)} as {key!r}; write {kind}")
        try:
            if "one_of" in given:
                given["ids"] = _ids(given.pop("one_of"), self._folder)
            rule = Rule(**given)
        except InputError as problem:
            raise InputError(f"{where}: {problem}") from problem
        self._effort += rule.automaton.effort if rule.automaton else 0
        if self._effort > MOST_EFFORT:
            raise InputError(
                f"{self._name}: the rules of its fields are too much together; use smaller counts "
                "and fewer alternatives, or the same rule more often"
            )
        return rule


def _ids(one_of: Any, folder: Path | None) -> tuple[str, ...]:
    """The ids of a list: that of a CSV file in the folder of the form, or of the form itself."""
    if folder is not None:
        return read_ids(folder / one_of)
    for number in one_of:
        if not isinstance(number, str):
            raise InputError(f"got {_shown(number)} among the ids; write each as a text")
    return tuple(one_of)


def _known_keys(document: dict[str, Any], known: set[str], where: str) -> None:
    for key in document:
        if key not in known:
            raise InputError(f"{where}: got the key {key!r}; use {', '.join(sorted(known))}")


def _whole_numbers(value: object, count: int) -> TypeGuard[list[int]]:
    return (
        isinstance(value, list)
        and len(value) == count
        and all(type(number) is int for number in value)
    )


def _shown(value: object) -> str:
    return "nothing" if value is None else json.dumps(value)[:60]
