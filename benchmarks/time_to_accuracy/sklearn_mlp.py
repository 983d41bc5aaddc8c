"""scikit-learn's MLPClassifier: its MNIST example's settings, and a larger net with its defaults.

"example" is https://scikit-learn.org/stable/auto_examples/neural_networks/plot_mnist_filters.html:
40 hidden units, SGD with rate 0.2, alpha 1e-4, 8 epochs, here on all of the training digits.
"large" has 512 hidden units and everything else as the library has it (Adam, batches of 200), for
20 epochs. `partial_fit` is one epoch of `fit`, with the same optimizer state carried along.
"""

from typing import Any

import numpy as np
from contest import Contest
from sklearn.neural_network import MLPClassifier

SETTINGS: dict[str, dict[str, Any]] = {
    "example": {
        "hidden_layer_sizes": (40,),
        "solver": "sgd",
        "learning_rate_init": 0.2,
        "alpha": 1e-4,
        "max_iter": 8,
    },
    "large": {"hidden_layer_sizes": (512,), "max_iter": 20},
}


def main() -> None:
    contest = Contest("scikit-learn's MLPClassifier", recipes=True)
    settings = SETTINGS[contest.recipe]
    x_train, x_test = (
        x.reshape(len(x), -1).astype(np.float32) / 255 for x in (contest.x_train, contest.x_test)
    )
    model = MLPClassifier(random_state=contest.seed, **settings)
    contest.start()
    for _ in range(contest.epochs(settings["max_iter"])):
        model.partial_fit(x_train, contest.y_train, classes=np.arange(10))
        contest.epoch_done(lambda: model.predict(x_test))


if __name__ == "__main__":
    main()
