import json
from dataclasses import asdict, dataclass, field
from typing import Any

METADATA_KEY = "inkdigits.card"


@dataclass(frozen=True)
class ModelCard:
    """What a recognizer file says of itself, kept as JSON in the ONNX metadata.

    Attributes:
        name: registry name of the model, such as "cnn".
        recipe: every choice the training depended on, as in the run's `recipe.json`.
        training_data: name of the training data, `n`, and the SHA-256 of its images and labels.
        measured: what was measured, by name of the data: `n`, `errors`, `accuracy`.
        reject_threshold: the non-digit score above which an image is rejected; 1 rejects none.
        temperature: what the graph divides the net's logits by, so that its confidences come true;
            1 where it leaves them as they are, None where nobody wrote it down.
        package_version: the inkdigits that wrote the file.
    """

    name: str
    recipe: dict[str, Any]
    training_data: dict[str, Any]
    measured: dict[str, Any] = field(default_factory=dict)
    reject_threshold: float = 1.0
    temperature: float | None = None
    package_version: str = ""

    def to_json(self) -> str:
        """The card as one JSON object, without spaces: the smallest files are not much larger."""
        return json.dumps(asdict(self), allow_nan=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "ModelCard":
        """The card that `to_json` wrote.

        Raises:
            ValueError: the text is no JSON object, or it lacks a field or has one too many.
        """
        document = json.loads(text)
        if not isinstance(document, dict):
            raise ValueError(f"a model card is a JSON object, not a {type(document).__name__}")
        try:
            return cls(**document)
        except TypeError as problem:
            raise ValueError(f"not a model card: {problem}") from problem
