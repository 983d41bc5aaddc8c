"""What every contestant shares: the digits, the watch, and the log. Needs numpy only.

The watch runs while a recipe trains. Imports, loading the digits and building the net are left out,
and so is every look at the test digits; what is compiled at the first batch is training time. Of
the first epoch's time, nothing is given back.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np


class Contest:
    """One run of one recipe.

    Args:
        name: what the program does, for its help.
        recipes: whether the program has several, and is told by `--recipe` which to train.

    Attributes:
        x_train, y_train, x_test, y_test: the digits, (N, 28, 28) and (N,) uint8.
        seed: what the run is to be seeded with.
        recipe: the recipe that was asked for.
    """

    def __init__(self, name: str, recipes: bool = False) -> None:
        parser = argparse.ArgumentParser(description=name)
        parser.add_argument("--digits", type=Path, required=True, help="npz that the runner wrote")
        parser.add_argument("--log", type=Path, required=True, help="JSON lines to write")
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--epochs", type=int, help="fewer than published, to try it out")
        parser.add_argument("--seconds", type=float, help="stop at the first epoch that ends later")
        parser.add_argument("--recipe", required=recipes)
        options = parser.parse_args()
        self.seed: int = options.seed
        self.recipe: str = options.recipe
        self._epochs: int | None = options.epochs
        self._longest: float = options.seconds or float("inf")
        self._log: Path = options.log
        with np.load(options.digits) as digits:
            self.x_train, self.y_train = digits["x_train"], digits["y_train"]
            self.x_test, self.y_test = digits["x_test"], digits["y_test"]
        self._epoch = 0
        self._seconds = 0.0
        self._since: float | None = None

    def epochs(self, published: int) -> int:
        """How many epochs to train, of a recipe that was published with so many."""
        return self._epochs or published

    def start(self) -> None:
        """Start the watch, or let it run on."""
        assert self._since is None, "the watch is running already"
        self._since = time.perf_counter()

    def stop(self) -> None:
        """Stop the watch."""
        assert self._since is not None, "the watch is not running"
        self._seconds += time.perf_counter() - self._since
        self._since = None

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Stop the watch for what is no training."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def epoch_done(self, answer: Callable[[], Any]) -> None:
        """Log an epoch; called with the watch running, which pauses for the test.

        Args:
            answer: gives the (N,) answers to the test digits.
        """
        with self.pause():
            self._epoch += 1
            right = int((np.asarray(answer()) == self.y_test).sum())
            self.log(self._epoch, self._seconds, right)
            if self._seconds > self._longest:
                sys.exit()

    def log(self, epoch: int, seconds: float, right: int) -> None:
        """Append one line to the log."""
        row = {"epoch": epoch, "seconds": seconds, "right": right, "n": len(self.y_test)}
        with self._log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
