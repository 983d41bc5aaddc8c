import re
import time
from contextlib import suppress
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkdigits.errors import InputError
from inkdigits.reading.rules._pattern import Pattern

NUMBERS = ["".join(digits) for n in range(5) for digits in product("0123", repeat=n)]

# A pattern as written, and the same without its printed signs: what `re` must find in the digits.
leaves = st.sampled_from(
    [(r"\d",) * 2, ("1",) * 2, ("[0-2]",) * 2, ("[13]",) * 2]
    + [(sign, "(?:)") for sign in (r"\.", "-", "/", " ", ",")]
)
patterns = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda ab: tuple(map("".join, zip(*ab, strict=True)))),
        st.tuples(inner, inner).map(
            lambda ab: tuple(f"({a}|{b})" for a, b in zip(*ab, strict=True))
        ),
        st.tuples(inner, st.sampled_from(["?", "{2}", "{0,2}", "{1,3}"])).map(
            lambda made: tuple(f"({one}){made[1]}" for one in made[0])
        ),
    ),
    max_leaves=6,
)


@given(patterns)
def test_admits_and_prints_what_pythons_re_matches(pattern):
    source, digits_only = pattern
    expected = [number for number in NUMBERS if re.fullmatch(digits_only, number)]
    if not re.search("[0-9d]", re.sub(r"\{.*?\}", "", digits_only)):
        with pytest.raises(InputError, match="holds no digit to read"):
            Pattern(source)
        return
    compiled = Pattern(source)
    assert [number for number in NUMBERS if compiled.automaton.admits(number)] == expected
    for number in expected:
        text = compiled.printed(number)
        assert re.fullmatch(source, text)
        assert re.sub("[^0-9]", "", text) == number


@pytest.mark.parametrize(
    ("source", "number", "text"),
    [
        (r"\d{2}\.\d{2}\.\d{4}", "24112026", "24.11.2026"),
        (r"\d{1,3}(,\d{3})?", "1234", "1,234"),
        (r"\d{3}(-|/)\d", "1234", "123-4"),  # the first alternative
        (r"\d-?\d", "12", "1-2"),  # more before fewer
        (r"(?:0[1-9]|[12]\d|3[01]) CHF", "31", "31 CHF"),
        (r"\(\d\d\d\) \d", "1234", "(123) 4"),
    ],
)
def test_prints_the_signs_among_the_digits(source, number, text):
    assert Pattern(source).printed(number) == text


def test_what_is_not_admitted_cannot_be_printed():
    with pytest.raises(ValueError, match="does not admit '123'"):
        Pattern(r"\d\d").printed("123")


def test_large_patterns_are_small_automata():
    assert len(Pattern(r"\d{64}").automaton.table) == 65
    assert len(Pattern(r"(\d|\d\d|\d{3}){1,8}").automaton.table) == 25


@pytest.mark.parametrize(
    "source", [r"(\d{0,60})" * 40, r"(([01]|\d{9}|2\d{30}){16}){6}", r"(\d{64}){64}", r"(1?){64}"]
)
def test_no_pattern_takes_long_to_compile_or_to_refuse(source):
    begun = time.process_time()
    with suppress(InputError):
        Pattern(source)
    assert time.process_time() - begun < 2  # 0.2 on a machine with nothing else to do


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "has an empty part at character 1; write ? behind what may be absent"),
        (r"\d|", "has an empty part at character 4"),
        (r"\.", r"the pattern '\\.' holds no digit to read; write \d for any digit"),
        (r"\d.\d", "has '.' at character 3, which is not understood there; write \\. for a"),
        (r"\d+", "has '+' at character 3"),
        (r"\d*", "has '*' at character 3"),
        (r"^\d$", "has '^' at character 1"),
        (r"\d{2}?", "has '?' at character 6"),
        (r"\w", r"has '\w' at character 1, which is not understood"),
        ("1\\", "has '\\' at character 2, which is not understood"),
        (r"\d{}", "has a count at character 3 that is not understood; write {n} or {n,m}"),
        (r"\d{0}", "has a count at character 3"),
        (r"\d{3,2}", "has a count at character 3"),
        (r"\d{1,}", "has a count at character 3"),
        (r"\d{65}", "m from 1 to 64"),
        ("[3-1]", "has a class at character 1 that is not understood; write digits and ranges"),
        ("[^1]", "has a class at character 1"),
        ("[a-z]", "has a class at character 1"),
        ("[12", "has a class at character 1"),
        (r"(\d", "opens a group at character 1 and does not close it; add a )"),
        (r"\d)", "closes a group that it did not open, at character 3"),
        ("()", "has an empty part at character 2"),
        (r"\d" + "\n", "has '\\n' at character 3"),
        ("(" * 21 + "1" + ")" * 21, "has groups more than 20 deep"),
        (r"((\d{64}){64}){64}", "is too long when its counts are written out; use smaller ones"),
        ("1" * 501, "the pattern has 501 characters, wanted at most 500"),
        (r"(\d{0,60})" * 40, "fits the same digits in too many ways; use fewer alternatives or"),
        (r"(([01]|\d{9}|2\d{30}){16}){6}", "fits the same digits in too many ways"),
        (r"[01]{0,20}1[01]{20}", "the rule needs more than 20,000 states"),
    ],
)
def test_says_what_is_wrong_and_what_to_write(source, message):
    with pytest.raises(InputError) as problem:
        Pattern(source)
    assert message in str(problem.value)
