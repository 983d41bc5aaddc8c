"""Our recipes, by their names in the zoo, as `inkdigits train` trains them.

The test digits are looked at once, after the last epoch; the log has one line. The time is the
run's `train_seconds`: the training loop with augmentation, not loading, validation and export.
"""

import tempfile

import numpy as np
from contest import Contest

import inkdigits
from inkdigits.data import Split


def main() -> None:
    contest = Contest("a recipe of inkdigits", recipes=True)
    # Not from the npz: recipes that hold whole writers out need to know who wrote what.
    whole = inkdigits.load_dataset("mnist")
    split = Split(whole.train.subset(np.arange(len(contest.x_train))), whole.test)
    epochs = contest.epochs(0)
    settings = {"epochs": epochs} if epochs else {}
    with tempfile.TemporaryDirectory() as folder:
        run = inkdigits.train(contest.recipe, split, out=folder, seed=contest.seed, **settings)
        metrics = run.metrics
    right = metrics["test"]["n"] - metrics["test"]["errors"]
    contest.log(metrics["epochs"], metrics["train_seconds"], right)


if __name__ == "__main__":
    main()
