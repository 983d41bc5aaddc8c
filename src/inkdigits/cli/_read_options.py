"""What the options of `inkdigits read` ask for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inkdigits.cli._read_outputs import Json, Output, Table, Words
from inkdigits.cli._read_pictures import Annotations
from inkdigits.cli._read_sources import Source
from inkdigits.errors import InputError
from inkdigits.files import check_writable

if TYPE_CHECKING:
    from inkdigits.reading.rules import Form, Rule


def make_outputs(
    sources: Sequence[Source],
    json_: bool,
    csv: Path | None,
    annotate: Path | None,
    min_confidence: float,
    one_of: Path | None,
    form: Path | None,
) -> list[Output]:
    """What is to be made of the pages.

    Raises:
        InputError: two of them want stdout, one cannot be written, or would overwrite an input.
    """
    printed = csv is not None and str(csv) == "-"
    if printed and json_:
        raise InputError("got --json and --csv -, which both print on stdout; name a file for one")
    if csv is not None and not printed:
        _check_table(csv, [*(source.path for source in sources), *filter(None, (one_of, form))])
    pictures = [] if annotate is None else [Annotations(annotate, sources, min_confidence)]
    outputs: list[Output] = []
    if json_:
        outputs.append(Json(min_confidence))
    elif not printed:
        outputs.append(Words(len(sources) > 1, min_confidence))
    if csv is not None:
        target, place = (None if printed else csv), ("line" if form is None else "field")
        outputs.append(Table(target, min_confidence, place))
    return [*outputs, *pictures]


def _check_table(target: Path, inputs: Sequence[Path]) -> None:
    if target.resolve() in {path.resolve() for path in inputs}:
        raise InputError(f"--csv: {target} is one of the inputs; choose another name")
    check_writable(target)


def make_rules(
    digits: int | None,
    pattern: str | None,
    checksum: str | None,
    one_of: Path | None,
    form: Path | None,
) -> "tuple[Rule | None, Form | None]":
    """What is known of every number, or of each field of a form; None where nothing is.

    Raises:
        InputError: one of them cannot be understood, or both were given.
    """
    has_rule = (digits, pattern, checksum, one_of) != (None,) * 4
    if has_rule and form is not None:
        raise InputError("got --form and another rule; give each field its rule in the form")
    if not has_rule and form is None:
        return None, None
    from inkdigits.reading.rules import Rule, load_form, read_ids

    if form is not None:
        return None, load_form(form)
    ids = None if one_of is None else read_ids(one_of)
    return Rule(digits, pattern, checksum, ids), None
