from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from inkdigits.data import load_dataset
from inkdigits.reading._ink_net import InkNet
from inkdigits.training.ink_net import (
    InkRecipe,
    export_ink_net,
    fit_ink_net,
    make_crops,
    quantize_ink_net,
)

pytestmark = pytest.mark.train

RECIPE = InkRecipe(rounds=2, pages=2, scales=1, passes=3, category="plain", batch_size=2)


def test_it_learns_and_its_file_answers_as_it_does(tmp_path: Path) -> None:
    told: list[tuple[int, int, dict[str, float]]] = []
    net = fit_ink_net(RECIPE, load_dataset("embedded").train, lambda *row: told.append(row))
    assert [row[:2] for row in told] == [(1, 2), (2, 2)]
    assert told[1][2]["ink"] < told[0][2]["ink"]
    target = tmp_path / "ink.onnx"
    export_ink_net(net, {"made": "in a test"}, target)
    contrast = torch.randn((1, 1, 40, 64), generator=torch.Generator().manual_seed(1))
    session = onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    ink, votes = session.run(None, {"contrast": contrast.numpy()})
    with torch.inference_mode():
        expected_ink, expected_votes = net(contrast)
    assert np.abs(ink - torch.sigmoid(expected_ink).numpy()).max() < 1e-4
    assert np.abs(votes - expected_votes.numpy()).max() < 1e-3
    small = tmp_path / "int8.onnx"
    quantize_ink_net(target, small, make_crops(RECIPE, load_dataset("embedded").train, 2))
    assert small.stat().st_size < 0.5 * target.stat().st_size
    coarse, _ = onnxruntime.InferenceSession(str(small), providers=["CPUExecutionProvider"]).run(
        None, {"contrast": contrast.numpy()}
    )
    assert np.abs(coarse - ink).mean() < 0.05
    sides_that_are_no_multiples = np.full((37, 51), 200, np.uint8)
    (traces,) = InkNet(small).find([sides_that_are_no_multiples])
    assert traces.ink.shape == (37, 51)
    assert traces.sizes.shape == (10, 14)
