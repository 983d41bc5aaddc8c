import numpy as np
import pytest

from inkdigits.arrays import Uint8Array
from inkdigits.errors import InputError
from inkdigits.examples import example_pages
from inkdigits.images import decode_gray
from inkdigits.reading import Stack, read
from inkdigits.reading.rules import Rule

NUMBERS = example_pages()[0].numbers


@pytest.fixture(scope="module")
def form() -> Uint8Array:
    """Three 8-digit numbers in boxes."""
    return decode_gray(example_pages()[0].path)


def test_pages_of_different_ids_are_read_as_each_alone(form: Uint8Array) -> None:
    rule = Rule(ids=(*NUMBERS, "12345678"))
    stack = Stack(rule)
    stack.add(form)
    stack.add(np.full((300, 400), 230, np.uint8))
    together, blank = stack.read()
    assert together.to_json() == read(form, rule=rule).to_json()
    assert (blank.width, blank.height, blank.lines) == (400, 300, ())


def test_no_id_is_given_twice(form: Uint8Array) -> None:
    line = form[80:180]
    right, like_it = NUMBERS[0], NUMBERS[0][:-1] + "0"
    stack = Stack(Rule(ids=(right, like_it)))
    shown: list[str] = []
    stack.add(line, lambda name, picture: shown.append(name))
    stack.add(line)
    texts = [page.lines[0].text for page in stack.read()]
    assert sorted(texts) == sorted([right, like_it])
    assert shown[0] == "grey"


def test_more_pages_than_ids_leave_some_without(form: Uint8Array) -> None:
    stack = Stack(Rule(ids=(NUMBERS[0],)))
    for _ in range(2):
        stack.add(form[80:180])
    pages = stack.read()
    assert sorted(len(page.lines) for page in pages) == [0, 1]
    (without,) = (page for page in pages if not page.lines)
    assert {ink.reason for ink in without.rejected} == {"all 1 ids fit other pages better"}


def test_a_stack_needs_ids() -> None:
    with pytest.raises(InputError) as problem:
        Stack(Rule(digits=8))
    assert str(problem.value) == (
        "got a rule without ids, wanted a list of which each number is one"
    )
