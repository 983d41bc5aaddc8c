"""What happens beside Keras' own training loop: seeds, checkpoints, progress, and the NaN guard."""

import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from inkdigits.errors import WorkError
from inkdigits.files import atomic_path
from inkdigits.models import KerasRecipe, import_keras
from inkdigits.training._progress import EpochRow, TrainingProgress
from inkdigits.training._run import Run
from inkdigits.training.keras_engine._batches import TrainingBatches

# Keeps the dropout's chances apart from the batches', which are drawn from [seed, epoch].
_DROPOUT_STREAM = 1

_Callback: Any = import_keras().callbacks.Callback


class EpochSeeds(_Callback):  # type: ignore[misc]
    """Makes each epoch's chances depend on the seed and the epoch's number alone."""

    def __init__(self, batches: TrainingBatches, seed: int) -> None:
        super().__init__()
        self._batches = batches
        self._seed = seed

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Draw the epoch's batches and reseed the dropout."""
        self._batches.prepare(epoch)
        # On torch, Keras' Dropout draws from torch's global generator, not from the layer's own.
        entropy = np.random.SeedSequence([self._seed, epoch, _DROPOUT_STREAM])
        torch.manual_seed(int(entropy.generate_state(1)[0]))


class RunKeeper(_Callback):  # type: ignore[misc]
    """Writes the history and a checkpoint after each epoch, reports progress, stops in time.

    The order makes a killed run resumable at any moment: first the new checkpoint, then the history
    that names it by its length, and only then is the old checkpoint removed.
    """

    def __init__(
        self, run: Run, recipe: KerasRecipe, progress: TrainingProgress, steps: int
    ) -> None:
        super().__init__()
        self._run = run
        self._recipe = recipe
        self._progress = progress
        self._steps = steps
        self._history = run.history
        self._epoch = 0
        self._began = 0.0

    def on_train_begin(self, logs: Any = None) -> None:
        """Tell who follows how long it will be."""
        self._progress.begin(len(self._history) + 1, self._recipe.epochs, self._steps)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start the clock."""
        self._epoch = epoch + 1
        self._began = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Report the batch; stop at a loss that is no number any more.

        Raises:
            WorkError: the loss is NaN or infinite.
        """
        loss, accuracy = float(logs["loss"]), float(logs["accuracy"])
        if not math.isfinite(loss):
            raise self._diverged(f"loss became {loss} in epoch {self._epoch}, batch {batch + 1}")
        self._progress.batch(self._epoch, batch + 1, loss, accuracy)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Write the checkpoint and the history, and stop early if the recipe says so.

        Raises:
            WorkError: the validation loss is NaN or infinite.
        """
        validation_loss = logs.get("val_loss", 0.0)
        if not math.isfinite(validation_loss):
            raise self._diverged(f"validation loss became {validation_loss} in epoch {epoch + 1}")
        row: EpochRow = {
            "epoch": epoch + 1,
            **{name: float(value) for name, value in logs.items()},
            "learning_rate": float(self.model.optimizer.learning_rate),
            "seconds": time.perf_counter() - self._began,
        }
        self._history.append(row)
        save_model(self.model, checkpoint_path(self._run, epoch + 1))
        best = best_epoch(self._history)
        if self._recipe.early_stopping and best == epoch + 1:
            save_model(self.model, best_checkpoint_path(self._run))
        self._run.write_history(self._history)
        remove_other_checkpoints(self._run, epoch + 1)
        self._progress.epoch(row)
        self.model.stop_training = stops_early(self._recipe, self._history)

    def _diverged(self, what: str) -> WorkError:
        rate = self._recipe.learning_rate
        return WorkError(
            f"the {what}; lower the learning rate, which is {rate:g} here: "
            f"--set learning_rate={rate / 10:g}"
        )


def best_epoch(history: list[EpochRow]) -> int:
    """Number (from 1) of the first epoch with the least validation loss, or else training loss."""
    return int(min(history, key=lambda row: row.get("val_loss", row["loss"]))["epoch"])


def stops_early(recipe: KerasRecipe, history: list[EpochRow]) -> bool:
    """Whether the recipe's patience is used up after these epochs."""
    patience = recipe.early_stopping
    return bool(patience and history and len(history) - best_epoch(history) >= patience)


def checkpoint_path(run: Run, epoch: int) -> Path:
    """Where the net stands as it was after `epoch` (from 1)."""
    return run.path / "checkpoint" / f"epoch-{epoch:04d}.keras"


def remove_other_checkpoints(run: Run, epoch: int) -> None:
    """Remove all epochs' checkpoints but this one's, and what a killed process left half-written.

    Not only the epoch's before: a process that died here has left that.
    """
    for path in (run.path / "checkpoint").glob("*epoch-*.keras"):
        if path != checkpoint_path(run, epoch):
            path.unlink()


def best_checkpoint_path(run: Run) -> Path:
    """Where the best net so far stands; only with early stopping."""
    return run.path / "checkpoint" / "best.keras"


def save_model(model: Any, target: Path) -> None:
    """Save a net with its optimizer's state, atomically."""
    with atomic_path(target) as temporary:
        model.save(temporary)
