"""AdaBoost.MH on stumps and on products of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from inkdigits.models._recipe import ClassicRecipe, Net
from inkdigits.models.classic._entry import ClassicEntry

if TYPE_CHECKING:
    from inkdigits.models.boosting import BoostedStumps


@dataclass(frozen=True)
class Stumps(Net):
    """What `BoostedStumps` takes, with its words."""

    rounds: int = 1000
    terms: int = 1
    features: Literal["pixels", "haar"] = "pixels"
    sampled: int = 50
    seen: int = 10_000


def build_boosted(net: Stumps) -> "BoostedStumps":
    """Untrained boosted stumps."""
    from inkdigits.models.boosting import BoostedStumps

    return BoostedStumps(net.rounds, net.terms, net.features, net.sampled, net.seen)


def _boosted_graph(method: Any) -> Any:
    from inkdigits.models.boosting.graph import BoostedGraph

    return BoostedGraph(method)


_KEGL = "Kégl and Busa-Fekete 2009, ICML; AdaBoost.MH of Schapire and Singer 1999"

BOOSTING_ENTRIES = (
    ClassicEntry(
        ClassicRecipe("boosted-stumps", Stumps()),
        build_boosted,
        "AdaBoost on single pixels; terms=3 multiplies three of them",
        "784 pixels · 1,000 stumps · votes",
        None,
        _KEGL,
        expected=0.92,
        graph=_boosted_graph,
    ),
    ClassicEntry(
        ClassicRecipe("boosted-haar", Stumps(features="haar", rounds=3000)),
        build_boosted,
        "AdaBoost on differences of sums over rectangles; terms=3 multiplies three of them",
        "784 pixels · 3,000 stumps on Haar-like features · votes",
        None,
        _KEGL + "; the features are those of Viola and Jones 2001, CVPR",
        expected=0.98,
        graph=_boosted_graph,
    ),
)
