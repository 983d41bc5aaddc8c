from collections.abc import Callable
from dataclasses import dataclass

from inkdigits.arrays import Images


@dataclass(frozen=True)
class Shift:
    """One way in which people's digits differ from MNIST's, in steps of severity.

    Calling it gives the changed pictures; the same seed gives the same ones, and a digit draws the
    same chances at every severity.

    Attributes:
        name: what to call it.
        unit: what a severity counts, in words for an axis.
        severities: where it is measured, ascending.
        usual: the first and the last severity that people's digits are expected to have; tables
            give the mean and the worst of what is measured between them, both included.
        apply: takes images (N, 28, 28) uint8, a severity and a seed, and returns new images.
    """

    name: str
    unit: str
    severities: tuple[float, ...]
    usual: tuple[float, float]
    apply: Callable[[Images, float, int], Images]

    def __call__(self, images: Images, severity: float, seed: int = 0) -> Images:
        """The digits so changed: (N, 28, 28) uint8, in the same order.

        Args:
            images: (N, 28, 28) uint8, ink bright (255) on dark (0).
            severity: how much, in `unit`.
            seed: where directions and places come from, for the shifts that draw some.
        """
        return self.apply(images, severity, seed)
