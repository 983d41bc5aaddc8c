from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from inkdigits.models.boosting import BoostedStumps
from inkdigits.models.boosting import graph as graph_module
from inkdigits.models.boosting.graph import BoostedGraph
from inkdigits.training._onnx import to_onnx, write_onnx

pytestmark = pytest.mark.train


@pytest.mark.parametrize(("features", "terms"), [("pixels", 1), ("haar", 3)])
def test_graph_and_file_answer_as_the_estimator(
    rng: np.random.Generator,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    features: Any,
    terms: int,
) -> None:
    # Small enough for several parts.
    monkeypatch.setattr(graph_module, "_ENTRIES", 27 * terms)
    x = rng.random((300, 49), np.float32)
    y = rng.permutation(np.arange(300) % 10).astype(np.uint8)
    model = BoostedStumps(rounds=20, terms=terms, features=features, sampled=10).fit(x, y)
    graph = BoostedGraph(model).eval()
    beyond = 1.5 * rng.random((200, 49), np.float32) - 0.2
    with torch.inference_mode():
        found = graph(torch.from_numpy(beyond)).numpy()
    assert np.abs(found - model.decision_function(beyond)).max() < 1e-5
    document = to_onnx(
        graph, torch.zeros(2, 49), "pictures", ("scores",), {0: torch.export.Dim("n")}
    )
    write_onnx(graph, document, torch.from_numpy(beyond), {}, tmp_path / "boosted.onnx")
