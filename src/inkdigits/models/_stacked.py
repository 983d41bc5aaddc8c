"""Nets whose last layer gives way to a classic method."""

from dataclasses import dataclass
from typing import Literal

from inkdigits.errors import InputError
from inkdigits.models._recipe import ConvnetRecipe

HeadName = Literal["knn", "local", "svm"]


@dataclass(frozen=True, kw_only=True)
class StackedRecipe(ConvnetRecipe):
    """How such a net is trained: as any other, and then its last layer is replaced.

    What that layer was given for the training digits, undistorted, is what the method learns from.

    Attributes:
        head: "knn" lets the nearest training digits vote; "local" fits a linear classifier to
            them, anew for each digit; "svm" is a support-vector machine for each pair of digits.
        neighbours: how many nearest ones vote or are fitted; nothing to "svm".
    """

    head: HeadName = "knn"
    neighbours: int = 5

    def check(self) -> None:
        """See Recipe."""
        super().check()
        for name, wanted in (("members", 1), ("non_digits", 0.0)):
            if getattr(self, name) != wanted:
                raise InputError(
                    f"got {name}={getattr(self, name)} for {self.model}, whose last layer is no "
                    f"net's; wanted {name}={wanted:g}, or another model, such as lenet-4"
                )
