"""Someone who presses Ctrl-C in the middle of an epoch."""

from pathlib import Path
from typing import Any

import pytest

from inkdigits.data import Split
from inkdigits.training import EpochRow, train


class StopAt:
    """Follows a training run up to a batch, and stops it there as Ctrl-C does."""

    def __init__(self, epoch: int, step: int) -> None:
        self._at = (epoch, step)
        self.ended = False

    def begin(self, first_epoch: int, epochs: int, steps: int) -> None:
        assert self._at[1] < steps, "in the middle of an epoch"

    def batch(self, epoch: int, step: int, loss: float, accuracy: float) -> None:
        if (epoch, step) == self._at:
            raise KeyboardInterrupt

    def epoch(self, row: EpochRow) -> None:
        pass

    def end(self) -> None:
        self.ended = True


def stopped_run(out: Path, data: Split, model: str, at: tuple[int, int], **settings: Any) -> Path:
    """The folder of a run that was stopped at an epoch and a batch."""
    progress = StopAt(*at)
    with pytest.raises(KeyboardInterrupt) as stop:
        train(model, data, out=out, progress=progress, **settings)
    (path,) = (out / model).iterdir()
    assert progress.ended
    assert stop.value.__notes__ == [f"carry the run on with: inkdigits train --resume {path}"]
    return path
