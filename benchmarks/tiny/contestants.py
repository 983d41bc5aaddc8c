from dataclasses import dataclass, field
from typing import Any

SEEDS = 3


@dataclass(frozen=True)
class Contestant:
    """One recipe whose files are weighed.

    Attributes:
        label: what the table calls it.
        model: its name in the zoo.
        settings: what differs from the zoo's recipe.
        int8: whether the int8 variant that `inkdigits quantize` makes of it is weighed, too.
    """

    label: str
    model: str
    settings: dict[str, Any] = field(default_factory=dict)
    int8: bool = False


def tiny(*filters: int, repeats: int) -> Contestant:
    """`convnet-tiny` in another size."""
    label = f"convnet-tiny filters={','.join(map(str, filters))} repeats={repeats}"
    return Contestant(label, "convnet-tiny", {"filters": filters, "repeats": repeats})


CONTESTANTS = (
    Contestant("convnet-tiny", "convnet-tiny"),
    tiny(12, 16, repeats=3),
    tiny(8, 12, repeats=3),
    tiny(24, 32, repeats=2),
    Contestant("convnet-fast", "convnet-fast", int8=True),
    Contestant("convnet", "convnet", int8=True),
)
