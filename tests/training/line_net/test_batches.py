import numpy as np
import pytest

from inkdigits.training.line_net import _batches
from inkdigits.training.line_net._batches import make_batches, to_channels
from inkdigits.training.line_net._strips import LabelledStrip

pytestmark = pytest.mark.train


def strip(width: int, digits: list[int]) -> LabelledStrip:
    rng = np.random.default_rng(width)
    return LabelledStrip(
        rng.integers(-60, 60, (40, width), np.int8),
        rng.integers(0, 255, (40, width), np.uint8),
        np.array(digits, np.uint8),
    )


STRIPS = [strip(30 + 7 * k, list(range(k % 4))) for k in range(11)]
ALL = np.arange(len(STRIPS))


def test_batches_hold_strips_of_like_width_and_their_digits(
    rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_batches, "_varied", lambda strip, rng: to_channels(strip))
    batches = list(make_batches(STRIPS, ALL, 3, rng))
    assert len(batches) == 3, "the two that are left make no batch"
    widths = [width for batch in batches for width in batch.widths.tolist()]
    assert len(set(widths)) == 9
    assert set(widths) <= {one.ink.shape[1] for one in STRIPS}
    for batch in batches:
        assert np.ptp(batch.widths.numpy()) <= 21
        assert batch.strips.shape[3] % 16 == 0
        done = 0
        for plane, width, count in zip(batch.strips, batch.widths, batch.counts, strict=True):
            mine = next(one for one in STRIPS if one.ink.shape[1] == int(width))
            assert np.array_equal(plane[:, :, : int(width)].numpy(), to_channels(mine))
            assert not plane[:, :, int(width) :].any()
            assert batch.digits[done : done + int(count)].tolist() == mine.digits.tolist()
            done += int(count)


def test_every_pass_shows_a_strip_otherwise(rng: np.random.Generator) -> None:
    one, other = (next(make_batches(STRIPS, np.arange(2), 2, rng)) for _ in range(2))
    assert one.strips.shape[:3] == (2, 2, 40)
    assert sorted(one.widths.tolist()) != sorted(other.widths.tolist())
    assert all(24 <= width <= 46 for width in one.widths.tolist())


def test_chance_depends_on_the_generator_alone() -> None:
    one, other = (
        [
            batch.strips.sum().item()
            for batch in make_batches(STRIPS, ALL, 2, np.random.default_rng(5))
        ]
        for _ in range(2)
    )
    assert one == other
