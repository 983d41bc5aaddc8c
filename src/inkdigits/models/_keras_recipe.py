from dataclasses import dataclass
from typing import Literal

from inkdigits.errors import InputError
from inkdigits.models._recipe import GradientRecipe


@dataclass(frozen=True, kw_only=True)
class KerasRecipe(GradientRecipe):
    """What a net that Keras compiles and fits has besides.

    Attributes:
        optimizer: Keras' name of it.
        schedule: "constant", or "cosine", which brings the rate to 0 at the last step.
        loss: "sparse_categorical_crossentropy" on the labels 0 to 9, or
            "categorical_crossentropy" on one-hot labels, which alone can be smoothed.
        shuffle_buffer: digits are drawn each epoch from a buffer of this many, refilled in order
            (as tf.data's `shuffle`); 0 shuffles all.
        scaling: "unit" divides by 255; "standardize" goes on to mean 0 and variance 1 over all
            training pixels.
        whitening: "none", or decorrelated pixels of variance 1: "pca" in the order of the principal
            components, "zca" turned back so that a digit still looks like one.
        deskew: upright digits by a shear, from the image moments.
        early_stopping: epochs without a better validation loss before training stops and goes
            back to the best epoch; 0 never stops early.
    """

    epochs: int
    optimizer: Literal["adam", "adamw", "sgd", "rmsprop", "nadam", "adagrad"] = "adam"
    schedule: Literal["constant", "cosine"] = "constant"
    loss: Literal["sparse_categorical_crossentropy", "categorical_crossentropy"] = (
        "sparse_categorical_crossentropy"
    )
    shuffle_buffer: int = 0
    scaling: Literal["unit", "standardize"] = "unit"
    whitening: Literal["none", "pca", "zca"] = "none"
    deskew: bool = False
    early_stopping: int = 0

    def check(self) -> None:
        """See Recipe."""
        super().check()
        if self.label_smoothing and self.loss != "categorical_crossentropy":
            raise InputError(
                f"got label_smoothing={self.label_smoothing:g} with loss={self.loss}, wanted "
                "loss=categorical_crossentropy, whose one-hot labels can be smoothed"
            )
        if self.early_stopping and not self.validation:
            raise InputError(
                f"got early_stopping={self.early_stopping} with validation=0, wanted a validation "
                "part to watch, such as validation=0.1"
            )
