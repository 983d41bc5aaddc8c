import dataclasses

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from inkdigits.training._tiny_onnx import Layer, pack_nibbles, tiny_document

SESSION = onnxruntime.InferenceSession


def some_layers(rng: np.random.Generator) -> list[Layer]:
    """Two convolutions, the second applied twice, a sum of each map, a mixture."""

    def layer(*shape: int) -> Layer:
        codes = rng.integers(-8, 8, shape).astype(np.int8)
        steps = rng.uniform(0.01, 0.05, shape[0]).astype(np.float16)
        return Layer(codes, steps, rng.normal(size=shape[0]).astype(np.float16))

    shapes = ((4, 1, 5, 5), (4, 4, 3, 3), (4, 1, 7, 7), (10, 4, 1, 1))
    first, second, third, last = (layer(*shape) for shape in shapes)
    first = dataclasses.replace(first, stride=2, padding=2, pools=True, rectifies=True)
    second = dataclasses.replace(second, padding=1, rectifies=True)
    return [first, second, second, dataclasses.replace(third, groups=4), last]


def expected_probabilities(layers: list[Layer], images: np.ndarray, views: int) -> np.ndarray:
    """By torch, view by view."""
    places = [(1, 1), (0, 1), (2, 1), (1, 0), (1, 2), (0, 0), (0, 2), (2, 0), (2, 2)]
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1))).astype(np.float32) / 255 * 2 - 0.25
    answers = []
    for y, x in places[:views]:
        flow = torch.from_numpy(padded[:, None, y : y + 28, x : x + 28])
        for layer in layers:
            weights = torch.from_numpy(layer.codes.astype(np.float32))
            weights = (
                weights * torch.from_numpy(layer.steps.astype(np.float32))[:, None, None, None]
            )
            bias = torch.from_numpy(layer.bias.astype(np.float32))
            flow = torch.nn.functional.conv2d(
                flow, weights, bias, layer.stride, layer.padding, groups=layer.groups
            )
            flow = torch.nn.functional.max_pool2d(flow, 2) if layer.pools else flow
            flow = torch.relu(flow) if layer.rectifies else flow
        answers.append(torch.softmax(flow.flatten(1), dim=1))
    logits = torch.stack(answers).mean(dim=0).log() / 1.5
    return torch.softmax(logits, dim=1).numpy()


@pytest.mark.parametrize("views", [1, 5, 9])
def test_the_document_answers_as_the_layers_do(rng: np.random.Generator, views: int) -> None:
    layers = some_layers(rng)
    document = tiny_document(layers, views, temperature=1.5)
    onnx.checker.check_model(document, full_check=True)
    session = SESSION(document.SerializeToString(), providers=["CPUExecutionProvider"])
    for count in (1, 7):
        images = rng.integers(0, 256, (count, 28, 28), np.uint8)
        logits, probabilities = session.run(None, {"images": images})
        assert logits.shape == probabilities.shape == (count, 10)
        expected = expected_probabilities(layers, images, views)
        np.testing.assert_allclose(probabilities, expected, atol=1e-5)
        odds = np.exp(logits.astype(np.float64))
        np.testing.assert_allclose(odds / odds.sum(axis=1, keepdims=True), expected, atol=1e-5)


@pytest.mark.parametrize("count", [1, 2, 15, 144])
def test_packed_codes_come_out_as_they_went_in(rng: np.random.Generator, count: int) -> None:
    codes = rng.integers(-8, 8, count).astype(np.int8)
    packed = pack_nibbles(codes)
    assert len(packed) == (count + 1) // 2
    tensor = onnx.helper.make_tensor("q", onnx.TensorProto.INT4, [count], packed, raw=True)
    assert np.array_equal(onnx.numpy_helper.to_array(tensor).astype(np.int8), codes)


def test_what_is_used_twice_is_stored_once(rng: np.random.Generator) -> None:
    layers = some_layers(rng)
    document = tiny_document(layers, 5, temperature=1.5)
    codes = [t for t in document.graph.initializer if t.data_type == onnx.TensorProto.INT4]
    assert len(codes) == 1 + 4, "the views', and one for each layer of its own"
    repeated = tiny_document([*layers[:2], *layers[1:]], 5, temperature=1.5)
    assert repeated.ByteSize() - document.ByteSize() < 130
