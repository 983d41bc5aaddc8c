import pytest

from inkdigits.training.torch_engine._schedule import one_cycle


def test_it_rises_straight_and_falls_straight() -> None:
    # 9 steps between the zeros at 0 and 10, the peak at 2.
    got = [one_cycle(step, 9, warmup=0.2) for step in range(9)]
    assert got == pytest.approx([1 / 2, 1, 7 / 8, 6 / 8, 5 / 8, 4 / 8, 3 / 8, 2 / 8, 1 / 8])


def test_without_warmup_it_only_falls() -> None:
    assert [one_cycle(step, 3, warmup=0.0) for step in range(3)] == pytest.approx([0.75, 0.5, 0.25])


def test_a_single_step_is_taken() -> None:
    assert 0 < one_cycle(0, 1, warmup=0.2) <= 1
