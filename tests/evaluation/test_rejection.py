from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sklearn.metrics import roc_auc_score

from inkdigits.arrays import FloatArray, Images
from inkdigits.data import Split
from inkdigits.data.non_digits import KINDS, NonDigits, non_digits
from inkdigits.errors import InputError
from inkdigits.evaluation import Rejected, Rejection, evaluate_rejection, rejection, wilson
from inkdigits.evaluation.figures import draw_rejection, draw_rejection_section

SKY, BLUE = (0x56, 0xB4, 0xE9), (0x00, 0x72, 0xB2)


def scores(rng: np.random.Generator, n: int, mean: float) -> FloatArray:
    return (1 / (1 + np.exp(-rng.normal(mean, 1, n)))).astype(np.float32)


@pytest.fixture
def measured(rng: np.random.Generator) -> Rejection:
    kinds = np.repeat(["stain", "letter", "doodle", "blank"], 50)
    return rejection(scores(rng, 500, -2), scores(rng, 200, 1), kinds, digits_rejected=0.05)


def test_counts_are_those_above_the_threshold() -> None:
    digits = np.arange(100, dtype=np.float32) / 100
    others = np.array([0.1, 0.95, 0.99, 0.991], np.float32)
    got = rejection(digits, others, np.array(["letter", "letter", "lines", "lines"]), 0.02)
    assert got.threshold == np.float32(0.97)
    assert got.digits == Rejected(n=100, count=2)
    assert got.non_digits == Rejected(n=4, count=2)
    assert got.kinds == {"letter": Rejected(2, 0), "lines": Rejected(2, 2)}
    assert got.kinds["lines"].ci95 == wilson(2, 2)


@given(
    st.lists(st.integers(0, 20), min_size=1, max_size=60),
    st.lists(st.integers(0, 20), min_size=1, max_size=60),
    st.floats(0, 0.99),
)
def test_as_many_digits_are_rejected_as_allowed_and_ties_permit(
    digits: list[int], others: list[int], share: float
) -> None:
    ours, theirs = np.array(digits, np.float32), np.array(others, np.float32)
    got = rejection(ours, theirs, np.repeat("lines", len(theirs)), share)
    assert got.digits.share <= share + 1e-9
    lower = ours[ours < got.threshold]
    if len(lower):
        assert (ours > lower.max()).mean() > share - 1e-9, "a lower threshold rejects too many"
    truth = np.repeat([0, 1], [len(ours), len(theirs)])
    assert got.auroc == pytest.approx(roc_auc_score(truth, np.concatenate([ours, theirs])))


def test_kinds_stand_in_their_own_order_and_strange_ones_last(measured: Rejection) -> None:
    assert list(measured.kinds) == ["blank", "letter", "stain", "doodle"]
    assert sum(rejected.count for rejected in measured.kinds.values()) == measured.non_digits.count


def test_json_says_all_of_it(measured: Rejection) -> None:
    document = measured.to_json()
    assert set(document) == {"threshold", "digits", "non_digits", "kinds", "held_out", "auroc"}
    assert document["held_out"] == ["stain"]
    low, high = wilson(measured.non_digits.count, 200)
    assert document["non_digits"] == {
        "n": 200,
        "rejected": measured.non_digits.count,
        "share": measured.non_digits.count / 200,
        "ci95": [low, high],
    }
    assert list(document["kinds"]) == list(measured.kinds)


@dataclass(frozen=True)
class Card:
    reject_threshold: float


@dataclass(frozen=True)
class InkScore:
    """Rejects what has more ink than digits have: a rule that really tells some kinds apart."""

    card: Card

    def non_digit_score(self, images: Images) -> FloatArray:
        return (images.mean(axis=(1, 2)) / 255).astype(np.float32)


def test_recognizer_is_measured_at_its_cards_threshold(uci: Split) -> None:
    digits = uci.evaluation
    assert digits.labels is not None
    drawn = non_digits(digits.images, digits.labels, 400, 0, "test")
    got = evaluate_rejection(InkScore(Card(0.3)), digits, drawn)
    ink = drawn.images.reshape(len(drawn), -1).mean(axis=1) / 255
    assert got.threshold == 0.3
    assert got.digits.n == len(digits)
    assert got.non_digits == Rejected(400, int((ink > 0.3).sum()))
    assert got.kinds["noise"].share > 0.5 > got.kinds["punctuation"].share
    everything = evaluate_rejection(InkScore(Card(-1.0)), digits, drawn)
    assert everything.digits.share == everything.non_digits.share == 1.0
    assert everything.auroc == got.auroc


def test_bad_input_is_refused(uci: Split) -> None:
    some, kinds = np.array([0.1, 0.2], np.float32), np.array(["lines", "lines"])
    nothing = np.zeros(0, np.float32)
    with pytest.raises(InputError, match=r"got scores of shape \(0,\) for digits"):
        rejection(nothing, some, kinds)
    with pytest.raises(InputError, match=r"got scores of shape \(0,\) for non-digits"):
        rejection(some, nothing, kinds[:0])
    with pytest.raises(InputError, match="a score of the non-digits is no finite number"):
        rejection(some, some * np.float32("nan"), kinds)
    with pytest.raises(InputError, match="got 1 kinds for 2 non-digits"):
        rejection(some, some, kinds[:1])
    with pytest.raises(InputError, match=r"got a share of 1\.0 digits to reject"):
        rejection(some, some, kinds, 1.0)
    empty = NonDigits(np.zeros((0, 28, 28), np.uint8), kinds[:0])
    with pytest.raises(InputError, match="for non-digits"):
        evaluate_rejection(InkScore(Card(0.5)), uci.evaluation, empty)


def pixels_of(path: Path, color: tuple[int, int, int]) -> int:
    with Image.open(path) as picture:
        return int((np.asarray(picture.convert("RGB")) == color).all(axis=2).sum())


def test_bars_are_as_long_as_the_shares(tmp_path: Path) -> None:
    def draw(shares: dict[str, int]) -> Path:
        kinds = {kind: Rejected(100, count) for kind, count in shares.items()}
        whole = Rejected(100 * len(kinds), sum(shares.values()))
        return draw_rejection(
            Rejection(0.5, Rejected(100, 1), whole, kinds, 0.9), tmp_path / "r.png"
        )

    full = pixels_of(draw({"letter": 100, "lines": 100}), BLUE)
    half = pixels_of(draw({"letter": 50, "lines": 50}), BLUE)
    assert half / full == pytest.approx(0.5, abs=0.05)
    legend = pixels_of(draw({"letter": 100}), SKY)
    assert pixels_of(draw({"letter": 100, "mark": 100}), SKY) > 10 * legend, "held out: light blue"


def test_section_tells_the_worst_kind_and_what_is_held_out(
    measured: Rejection, tmp_path: Path
) -> None:
    section = draw_rejection_section(tmp_path, measured)
    assert section.path == tmp_path / "rejection.png"
    worst = min(measured.kinds, key=lambda kind: measured.kinds[kind].share)
    assert f"{worst} is rejected least" in section.alt
    assert "light blue: stain." in section.caption
    assert section.table is not None
    assert [row[0] for row in section.table.rows] == ["true digits", "non-digits", *measured.kinds]
    seen = {kind: rejected for kind, rejected in measured.kinds.items() if kind in KINDS}
    plain = Rejection(0.5, measured.digits, measured.non_digits, seen, 0.9)
    assert "light blue" not in draw_rejection_section(tmp_path, plain).caption
