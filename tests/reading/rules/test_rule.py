import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.errors import InputError
from inkdigits.reading.rules import Rule

numbers = st.text("0123456789", min_size=1, max_size=30)


def luhn_from_the_right(number: str) -> bool:
    total = 0
    for place, digit in enumerate(map(int, reversed(number))):
        total += sum(map(int, str(2 * digit))) if place % 2 else digit
    return len(number) >= 2 and total % 10 == 0


@given(numbers)
def test_checksums_agree_with_their_textbook_definitions(number):
    assert Rule(checksum="luhn").admits(number) == luhn_from_the_right(number)
    assert Rule(checksum="mod97").admits(number) == (len(number) > 2 and int(number) % 97 == 1)
    weighted = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(number))
    assert Rule(checksum="ean13").admits(number) == (len(number) == 13 and weighted % 10 == 0)


@pytest.mark.parametrize(
    ("checksum", "number"),
    [
        ("luhn", "79927398713"),
        ("luhn", "4111111111111111"),
        ("luhn", "378282246310005"),
        ("ean13", "4006381333931"),
        ("ean13", "9780306406157"),
        ("mod97", "3214282912345698765432161182"),  # GB82 WEST 1234 5698 7654 32
        ("mod97", "370400440532013000131489"),  # DE89 3704 0044 0532 0130 00
    ],
)
def test_known_numbers_are_right_and_any_one_changed_digit_makes_them_wrong(checksum, number):
    rule = Rule(checksum=checksum)
    assert rule.admits(number)
    for place, digit in enumerate(number):
        changed = random.Random(place).choice([d for d in "0123456789" if d != digit])
        assert not rule.admits(number[:place] + changed + number[place + 1 :])


def test_parts_of_a_rule_all_hold():
    rule = Rule(pattern=r"\d{4} \d{4} \d{4} \d{4}", checksum="luhn", digits=16)
    assert rule.admits("4111111111111111")
    assert not rule.admits("4111111111111112")
    assert not rule.admits("79927398713")
    assert rule.printed("4111111111111111") == "4111 1111 1111 1111"
    assert Rule(digits=2).printed("12") is None


def test_ids_are_those_that_obey_the_rest_each_once():
    rule = Rule(ids=("18", "26", "27", "018", "26"), checksum="luhn", digits=2)
    assert rule.admitted_ids == ("18", "26")
    assert rule.admits("26")
    assert not rule.admits("018")


def test_a_numbers_length_leaves_luhn_ten_states_a_digit():
    assert len(Rule(checksum="luhn", digits=16).automaton.table) <= 16 * 10


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({}, "got an empty rule; give digits, a pattern, a checksum or a list"),
        ({"digits": 0}, "got 0 digits, wanted 1 to 64; say how many a number has"),
        ({"digits": 65}, "got 65 digits"),
        ({"checksum": "crc"}, "got the checksum 'crc'; choose one of luhn, ean13, mod97"),
        ({"ids": ("12", "1a")}, "got '1a' among the ids, wanted 1 to 64 digits each"),
        ({"ids": ("²",)}, "got '²' among the ids"),
        ({"ids": ()}, "no number is one of 0 ids; change the rule"),
        ({"ids": ("12",), "digits": 3}, "no number is one of 1 ids and of 3 digits"),
        (
            {"digits": 12, "checksum": "ean13"},
            "no number is of 12 digits and right by its ean13 checksum; change the rule",
        ),
    ],
)
def test_says_what_is_wrong_with_a_rule(parts, message):
    with pytest.raises(InputError) as problem:
        Rule(**parts)
    assert message in str(problem.value)
