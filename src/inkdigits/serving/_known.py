from dataclasses import dataclass

from inkdigits.errors import InputError
from inkdigits.reading.rules import Form, Rule, parse_form


@dataclass(frozen=True)
class Known:
    """What a caller knows of the numbers before they are read.

    Attributes:
        digits: see Rule.
        pattern: see Rule.
        checksum: see Rule.
        ids: see Rule.
        form: the JSON of a form.
    """

    digits: int | None = None
    pattern: str | None = None
    checksum: str | None = None
    ids: tuple[str, ...] | None = None
    form: bytes | None = None

    def rules(self) -> tuple[Rule | None, Form | None]:
        """It as a rule of every number, or as a form; None where nothing is known.

        Raises:
            InputError: it cannot be understood, or both were given.
        """
        rule = (self.digits, self.pattern, self.checksum, self.ids)
        has_rule = rule != (None,) * 4
        if has_rule and self.form is not None:
            raise InputError("got a form and another rule; give each field its rule in the form")
        form = None if self.form is None else parse_form(self.form)
        return Rule(*rule) if has_rule else None, form
