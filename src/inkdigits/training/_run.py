import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inkdigits.arrays import FloatArray, Images
from inkdigits.errors import InputError
from inkdigits.files import write_json, write_text
from inkdigits.models import KerasRecipe, Recipe, import_keras, saved_recipe
from inkdigits.preprocess import Preprocessing
from inkdigits.recognizer import Recognizer
from inkdigits.training._answers import Answers
from inkdigits.training._progress import EpochRow

if TYPE_CHECKING:
    import keras

HISTORY_COLUMNS = (
    "epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "seconds",
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One training run: a folder, and the recipe that is followed in it.

    Attributes:
        path: the folder, `<root>/<model>/<stamp>/`.
        recipe: every choice the run depends on.
        data: the dataset's name or file as `inkdigits.load_dataset` takes it.
    """

    path: Path
    recipe: Recipe
    data: str

    @classmethod
    def create(cls, root: Path, recipe: Recipe, data: str) -> "Run":
        """Make the folder of a new run, named by the time (UTC), and write `recipe.json`."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        parent = root / recipe.model
        parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(1, 1000):
            path = parent / (stamp if attempt == 1 else f"{stamp}-{attempt}")
            try:
                path.mkdir()
                break
            except FileExistsError:  # another run began in the same second
                continue
        write_json(path / "recipe.json", {"data": data, **recipe.to_json()})
        return cls(path, recipe, data)

    @property
    def history(self) -> list[EpochRow]:
        """A row for each finished epoch, see EpochRow; empty before the first.

        Raises:
            InputError: `history.csv` is damaged.
        """
        path = self.path / "history.csv"
        try:
            rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
            return [{key: float(value) for key, value in row.items() if value} for row in rows]
        except FileNotFoundError:
            return []
        except (TypeError, ValueError):
            raise InputError(
                f"{path}: not the table of numbers that a run leaves; start the run anew"
            ) from None

    def write_history(self, rows: list[EpochRow]) -> None:
        """Replace `history.csv`; numbers are written so that reading gives the same floats."""
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, HISTORY_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows([{**row, "epoch": int(row["epoch"])} for row in rows])
        write_text(self.path / "history.csv", buffer.getvalue())

    @property
    def metrics(self) -> dict[str, Any]:
        """What `train --json` prints.

        Raises:
            InputError: the run is not finished.
        """
        return dict(read_json(self.path / "metrics.json", "an unfinished run: resume it first"))

    @property
    def preprocessing(self) -> Preprocessing:
        """What happens to pixels before this run's net sees them."""
        return Preprocessing.load(self.path / "checkpoint" / "preprocessing.npz")

    def net_inputs(self, images: Images) -> FloatArray:
        """What the net is fed: (N, 28, 28) uint8 to (N, 28, 28, 1) float32."""
        return self.preprocessing(images).reshape(-1, 28, 28, 1)

    @property
    def source(self) -> Path:
        """The recognizer that a run of FinetuneRecipe goes on with: a copy in its folder."""
        return self.path / "source.onnx"

    def keras_model(self) -> "keras.Model":
        """The trained net, compiled as it was trained.

        Raises:
            InputError: the run is not finished, or its net is none of Keras'.
        """
        if not isinstance(self.recipe, KerasRecipe):
            raise InputError(
                f"{self.path}: got a run of {self.recipe.model}, which is no Keras net; wanted one "
                "that is, such as 'inkdigits train cnn' leaves"
            )
        path = self.path / "model.keras"
        if not path.is_file():
            raise InputError(f"{path}: no such file; an unfinished run: resume it first")
        return import_keras().models.load_model(path)

    @property
    def model_file(self) -> Path:
        """The portable file; for a method that can have none, the file of its digits."""
        stored = self.path / "method.npz"
        return stored if stored.is_file() else self.path / "model.onnx"

    def recognizer(self) -> Recognizer:
        """The run's portable file, opened.

        Raises:
            InputError: the run is not finished, or its method can have no such file.
        """
        if self.model_file.suffix != ".onnx":
            raise InputError(
                f"{self.path}: a run of {self.recipe.model}, which no file can hold; measure with "
                f"it by naming the run: inkdigits evaluate {self.path}"
            )
        return Recognizer(self.model_file)

    def answers(self) -> Answers:
        """What answers for the run: the portable file, or a method that can have none."""
        if self.model_file.suffix == ".onnx":
            return self.recognizer()
        from inkdigits.training.classic_engine import StoredMethod

        return StoredMethod(self)


def load_run(path: str | Path) -> Run:
    """Open a run folder, finished or not.

    Raises:
        InputError: the folder is no run, or its recipe is damaged.
    """
    folder = Path(path)
    file = folder / "recipe.json"
    document = read_json(file, "wanted a run folder, as 'inkdigits train' makes")
    try:
        return Run(folder, saved_recipe(document), str(document["data"]))
    except KeyError as problem:
        raise InputError(f"{file}: it lacks {problem}") from None
    except InputError as problem:
        raise InputError(f"{file}: {problem}") from None


def read_json(path: Path, otherwise: str) -> dict[str, Any]:
    """Read a JSON object of a run.

    Args:
        path: the file.
        otherwise: what to tell whoever names a file that is not there.

    Raises:
        InputError: there is no such file, or it holds no JSON object.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"{path}: no such file; {otherwise}") from None
    except ValueError as problem:
        raise InputError(f"{path}: not JSON: {problem}") from None
    if not isinstance(document, dict):
        raise InputError(f"{path}: got a JSON {type(document).__name__}, wanted an object")
    return document
