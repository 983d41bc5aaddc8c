import numpy as np
import pytest

from inkdigits.reading._slots import find_slots

BLANK = 10


def said(*columns: dict[int, float]) -> np.ndarray:
    """What a net would say whose columns give these probabilities, and the rest to the blank."""
    shares = np.full((11, len(columns)), 1e-6, np.float32)
    for number, column in enumerate(columns):
        for digit, share in column.items():
            shares[digit, number] = share
        shares[BLANK, number] = 1 - shares[:BLANK, number].sum()
    return np.log(shares)


def text(slots: list) -> str:
    return "".join(str(slot.digits.argmax()) for slot in slots if slot.digits.max() > slot.none)


def test_columns_that_say_the_same_are_one_digit() -> None:
    slots = find_slots(said({}, {7: 0.9}, {7: 0.8}, {}, {}))
    assert text(slots) == "7"
    assert slots[0].middle == pytest.approx(3.5, abs=0.1), "two pixels a column"
    assert np.exp(slots[0].digits[7]) > 0.8


def test_a_blank_parts_two_of_a_kind_and_neighbours_need_none() -> None:
    assert text(find_slots(said({1: 0.9}, {}, {1: 0.9}))) == "11"
    assert text(find_slots(said({4: 0.9}, {2: 0.9}))) == "42"


def test_what_is_not_said_but_possible_is_kept_in_mind() -> None:
    slots = find_slots(said({3: 0.95}, {}, {}, {5: 0.1, 6: 0.15}, {}))
    assert text(slots) == "3"
    (_, doubtful) = slots
    assert doubtful.none > doubtful.digits[6] > doubtful.digits[5] > doubtful.digits[4]
    assert np.exp(doubtful.digits[6]) == pytest.approx(0.15, abs=0.01)


def test_the_soft_edges_of_a_digit_are_its_own() -> None:
    assert len(find_slots(said({}, {8: 0.2}, {8: 0.9}, {8: 0.3}, {}))) == 1


def test_shares_add_up_to_one() -> None:
    (slot,) = find_slots(said({9: 0.6, 4: 0.3}))
    assert np.exp(slot.digits).sum() + np.exp(slot.none) == pytest.approx(1, abs=2e-3)


def test_where_nothing_is_said_there_is_nothing() -> None:
    assert find_slots(said({}, {2: 0.01}, {})) == []
