"""Keras' "Simple MNIST convnet" (https://keras.io/examples/vision/mnist_convnet/), its settings.

Convolutions of 32 and 64 kernels of 3×3 with ReLU, each with 2×2 max-pooling, dropout 0.5, softmax;
Adam, batches of 128, 15 epochs, a tenth of the training digits held out. Keras takes its backend
from KERAS_BACKEND. The time that the held-out digits take is not counted.
"""

from typing import Any

import keras
import numpy as np
from contest import Contest
from keras import layers


class Watch(keras.callbacks.Callback):
    """Tells the contest what Keras is doing."""

    def __init__(self, contest: Contest, test: np.ndarray) -> None:
        super().__init__()
        self.contest, self.test = contest, test

    def on_test_begin(self, logs: Any = None) -> None:
        """Held-out digits are no training."""
        self.contest.stop()

    def on_test_end(self, logs: Any = None) -> None:
        """Back to training."""
        self.contest.start()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Look at the test digits, off the watch."""
        self.contest.epoch_done(
            lambda: self.model.predict(self.test, batch_size=1000, verbose=0).argmax(axis=1)
        )


def main() -> None:
    contest = Contest("Keras' simple MNIST convnet")
    keras.utils.set_random_seed(contest.seed)
    x_train, x_test = (
        x[..., np.newaxis].astype("float32") / 255 for x in (contest.x_train, contest.x_test)
    )
    y_train = keras.utils.to_categorical(contest.y_train, 10)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    contest.start()
    model.fit(
        x_train,
        y_train,
        batch_size=128,
        epochs=contest.epochs(15),
        validation_split=0.1,
        callbacks=[Watch(contest, x_test)],
        verbose=0,
    )


if __name__ == "__main__":
    main()
