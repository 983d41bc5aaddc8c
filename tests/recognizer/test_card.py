import json

import pytest

from inkdigits.recognizer import ModelCard

CARD = ModelCard(
    name="cnn",
    recipe={"model": "cnn", "net": {"kernel_size": 5}},
    training_data={"name": "mnist-train", "n": 60000, "sha256": "ba89"},
    measured={"mnist-test": {"n": 10000, "errors": 70, "accuracy": 0.993}},
    reject_threshold=0.6,
    package_version="0.1.0",
)


def test_card_comes_back_as_it_was_written() -> None:
    assert ModelCard.from_json(CARD.to_json()) == CARD


def test_card_without_optional_fields_takes_their_defaults() -> None:
    card = ModelCard.from_json('{"name": "cnn", "recipe": {}, "training_data": {}}')
    assert card == ModelCard(name="cnn", recipe={}, training_data={})
    assert (card.measured, card.reject_threshold, card.package_version) == ({}, 1.0, "")


def test_card_never_holds_what_json_cannot() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        ModelCard("cnn", {"learning_rate": float("nan")}, {}).to_json()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1, 2]", "a model card is a JSON object, not a list"),
        ("{", "Expecting property name"),
        ('{"name": "cnn"}', "not a model card: .*missing 2 required"),
        (json.dumps({**json.loads(CARD.to_json()), "mood": "good"}), "unexpected .* 'mood'"),
    ],
)
def test_what_is_no_card_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ModelCard.from_json(text)
