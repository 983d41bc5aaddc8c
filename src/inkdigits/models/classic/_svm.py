"""Support-vector machines: Gaussian, polynomial, reduced, virtual."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from inkdigits.models._recipe import Net

if TYPE_CHECKING:
    from inkdigits.models.classic.machine import SupportVectors

KernelName = Literal["gaussian", "polynomial"]


@dataclass(frozen=True)
class Machine(Net):
    """What `SupportVectors` takes, with its words."""

    kernel: KernelName = "gaussian"
    cost: float = 10.0
    gamma: float = 2.0
    degree: int = 4
    offset: float = 1.0
    shift: int = 0
    reduced: int = 0


def build_svm(net: Machine) -> "SupportVectors":
    """An untrained support-vector machine."""
    from inkdigits.models.classic.machine import SupportVectors

    return SupportVectors(**vars(net))
