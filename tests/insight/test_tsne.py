import sys

import numpy as np
import pytest

from inkdigits.data import Split
from inkdigits.insight._components import principal_components
from inkdigits.insight._neighbourhood import neighbourhood
from inkdigits.insight._tsne import can_draw_tsne, tsne_points

pytestmark = pytest.mark.train


def test_keeps_like_with_like_and_repeats_itself(uci: Split) -> None:
    part = uci.train.subset(np.arange(300))
    assert part.labels is not None
    components = principal_components(part.images)
    coordinates = components.project(part.images, 30)
    points = tsne_points(coordinates, seed=0)
    assert points.shape == (300, 2)
    assert points.dtype == np.float32
    flat = neighbourhood(components.project(part.images, 2), part.labels).same
    assert neighbourhood(points, part.labels).same > max(0.85, flat)
    np.testing.assert_array_equal(points, tsne_points(coordinates, seed=0))


def test_a_dozen_digits_are_enough(rng: np.random.Generator) -> None:
    assert np.isfinite(tsne_points(rng.normal(size=(12, 30)).astype(np.float32), seed=1)).all()


def test_says_when_scikit_learn_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_draw_tsne()
    monkeypatch.setitem(sys.modules, "sklearn", None)
    assert not can_draw_tsne()
