from pathlib import Path
from typing import Any

import torch

from inkdigits.errors import InputError
from inkdigits.files import atomic_path
from inkdigits.training._progress import EpochRow, TrainingProgress
from inkdigits.training._run import Run


def keep_epoch(
    run: Run,
    state: dict[str, Any],
    history: list[EpochRow],
    row: EpochRow,
    progress: TrainingProgress,
) -> None:
    """Checkpoint first, then the history that counts on it, and then the old one may go.

    Args:
        run: where they lie.
        state: what the run needs to go on after this epoch.
        history: the rows of the epochs before; this one's joins them.
        row: this epoch's.
        progress: who follows.
    """
    epoch = int(row["epoch"])
    save_checkpoint(run, epoch, state)
    history.append(row)
    run.write_history(history)
    remove_other_checkpoints(run, epoch)
    progress.epoch(row)


def save_checkpoint(run: Run, epoch: int, state: dict[str, Any]) -> None:
    """Write what the run needs to go on after `epoch` (from 1)."""
    with atomic_path(checkpoint_path(run, epoch)) as temporary:
        torch.save(state, temporary)


def load_checkpoint(run: Run, epoch: int) -> dict[str, Any]:
    """What `save_checkpoint` wrote.

    Raises:
        InputError: it is missing or damaged.
    """
    path = checkpoint_path(run, epoch)
    try:
        return dict(torch.load(path, map_location="cpu", weights_only=True))
    except FileNotFoundError:
        problem = "no such file"
    except Exception:  # torch raises pickle's, zip's and its own errors for a damaged file
        problem = "damaged"
    raise InputError(
        f"{path}: {problem}, though history.csv counts {epoch} epochs; this run cannot be carried "
        "on: start anew"
    )


def remove_other_checkpoints(run: Run, epoch: int) -> None:
    """Remove all but this epoch's, and what a killed process left half-written."""
    for path in (run.path / "checkpoint").glob("*epoch-*.pt"):
        if path != checkpoint_path(run, epoch):
            path.unlink()


def checkpoint_path(run: Run, epoch: int) -> Path:
    """Where the run stands as it was after `epoch` (from 1)."""
    return run.path / "checkpoint" / f"epoch-{epoch:04d}.pt"
