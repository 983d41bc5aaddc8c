"""Check digits that printed numbers carry, as automata that read from the left."""

from inkdigits.reading.rules._automaton import Automaton, at_least, both, explore


def luhn() -> Automaton:
    """Numbers of two digits and more whose last is Luhn's check digit, as on bank cards.

    From the right, every second digit is doubled and the digits of the result are added; the sum
    must end in 0. Reading from the left, nobody knows yet which digits those are, so a state is
    the pair of sums with the last digit read taken once, and taken double.

    Source: H. P. Luhn, "Computer for verifying numbers", US patent 2,950,048 (1960);
    ISO/IEC 7812-1, annex B.
    """

    def step(sums: tuple[int, int], digit: int) -> tuple[int, int]:
        doubled = 2 * digit - 9 * (digit > 4)
        return (sums[1] + digit) % 10, (sums[0] + doubled) % 10

    return both(explore((0, 0), step, lambda sums: sums[0] == 0), at_least(2))


def ean13() -> Automaton:
    """The thirteen digits under a bar code (EAN-13, GTIN-13, ISBN-13).

    The digits weigh 1, 3, 1, 3 ... from the left; the sum must end in 0.

    Source: GS1 General Specifications, section 7.9, "Check digit calculations".
    """

    def step(state: tuple[int, int], digit: int) -> tuple[int, int] | None:
        count, total = state
        return None if count == 13 else (count + 1, (total + digit * (1, 3)[count % 2]) % 10)

    return explore((0, 0), step, lambda state: state == (13, 0))


def mod97() -> Automaton:
    """Numbers of three digits and more that leave 1 when divided by 97.

    This is the pure system MOD 97-10 with two check digits at the end. An IBAN obeys it in the
    order in which it is checked: country and check digits moved to the end, letters as numbers.

    Source: ISO/IEC 7064:2003, section 7; ISO 13616-1 for the IBAN.
    """
    return both(
        explore(0, lambda rest, digit: (10 * rest + digit) % 97, lambda rest: rest == 1),
        at_least(3),
    )


CHECKSUMS = {"luhn": luhn, "ean13": ean13, "mod97": mod97}
