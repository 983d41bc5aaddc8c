"""Who takes part: the programs of this folder, with their arguments and their Python."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Contestant:
    """A recipe to be measured.

    Attributes:
        label: what tables and pictures call it.
        program: the script in this folder.
        recipe: which of the script's recipes, where it has several.
        environment: variables to set.
        tensorflow: whether it runs in the environment that has TensorFlow.
    """

    label: str
    program: str
    recipe: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    tensorflow: bool = False

    @property
    def ours(self) -> bool:
        """Whether the recipe is one of inkdigits'."""
        return self.program == "ours.py"


_TENSORFLOW = {"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "2"}

CONTESTANTS = {
    "convnet-fast": Contestant("inkdigits convnet-fast", "ours.py", "convnet-fast"),
    "convnet": Contestant("inkdigits convnet", "ours.py", "convnet"),
    "convnet-best": Contestant("inkdigits convnet-best", "ours.py", "convnet-best"),
    "keras-tensorflow": Contestant(
        "Keras convnet, TensorFlow", "keras_convnet.py", None, _TENSORFLOW, tensorflow=True
    ),
    "keras-torch": Contestant(
        "Keras convnet, PyTorch", "keras_convnet.py", None, {"KERAS_BACKEND": "torch"}
    ),
    "pytorch": Contestant("PyTorch example", "pytorch_example.py"),
    "sklearn": Contestant("scikit-learn MLP 40", "sklearn_mlp.py", "example"),
    "sklearn-large": Contestant("scikit-learn MLP 512", "sklearn_mlp.py", "large"),
}
