from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from inkdigits.data import load_dataset
from inkdigits.errors import WorkError
from inkdigits.reading._line_net import LineNet as ReadyNet
from inkdigits.training.line_net import (
    LineRecipe,
    _export,
    export_line_net,
    fit_line_net,
    make_all_strips,
    quantize_line_net,
)
from inkdigits.training.line_net._batches import to_channels
from inkdigits.training.line_net._net import LineNet

pytestmark = pytest.mark.train

RECIPE = LineRecipe(pages=3, category="plain", passes=12, share=1.0, batch_size=2)


def test_it_learns_and_its_file_answers_as_it_does(tmp_path: Path) -> None:
    strips = make_all_strips(RECIPE, load_dataset("embedded").train)
    told: list[tuple[int, int, float]] = []
    net = fit_line_net(RECIPE, strips, lambda *row: told.append(row))
    assert [row[:2] for row in told] == [(number, 12) for number in range(1, 13)]
    assert told[-1][2] < 0.6 * told[0][2]
    target = tmp_path / "line.onnx"
    export_line_net(net, {"made": "in a test"}, target)
    strip = np.random.default_rng(1).normal(0, 1, (2, 40, 75)).astype(np.float32)
    said = ReadyNet(target).read([strip])[0]
    assert said.shape == (11, 38)
    assert np.exp(said).sum(axis=0) == pytest.approx(np.ones(38), abs=1e-4)
    padded = torch.from_numpy(np.pad(strip, ((0, 0), (0, 0), (0, 1))))[None]
    with torch.inference_mode():
        assert np.abs(torch.log_softmax(net(padded), 1)[0].numpy() - said).max() < 1e-3
    small = tmp_path / "int8.onnx"
    quantize_line_net(target, small, strips)
    assert small.stat().st_size < 0.4 * target.stat().st_size
    row = to_channels(strips[0])
    coarse, fine = (ReadyNet(path).read([row])[0].argmax(axis=0) for path in (small, target))
    assert (coarse == fine).mean() > 0.9
    card = onnxruntime.InferenceSession(str(target)).get_modelmeta().custom_metadata_map
    assert card["inkdigits.card"] == '{"made": "in a test"}'


def test_a_file_that_answers_otherwise_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = LineNet().eval()
    real = _export.to_onnx

    def of_another(graph: torch.nn.Module, *rest: object) -> object:
        return real(_export._Graph(LineNet().eval()), *rest)

    monkeypatch.setattr(_export, "to_onnx", of_another)
    with pytest.raises(WorkError, match="answers are off by"):
        export_line_net(net, {}, tmp_path / "line.onnx")
    assert list(tmp_path.iterdir()) == []
