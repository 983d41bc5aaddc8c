"""Nearest neighbours, by pixels and by distances that know how digits vary."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inkdigits.models._recipe import ClassicRecipe, Net
from inkdigits.models.classic._entry import ClassicEntry

if TYPE_CHECKING:
    from inkdigits.models.neighbours import NearestNeighbours

_NO_FILE = "ONNX has no operator for its distance"


@dataclass(frozen=True)
class Neighbours(Net):
    """Nearest neighbours by Euclid's distance.

    Attributes:
        k: how many neighbours vote.
    """

    k: int = 3


@dataclass(frozen=True)
class ComparedNeighbours(Net):
    """Nearest neighbours by a distance of their own.

    Attributes:
        k: how many neighbours vote.
        candidates: the digits nearest by Euclid's distance, which alone are compared by the other.
    """

    k: int = 3
    candidates: int = 500


@dataclass(frozen=True)
class ShiftedNeighbours(ComparedNeighbours):
    """Nearest neighbours by powers of the pixels' differences.

    Attributes:
        power: 3 is the L3 of MNIST's table.
        reach: pixels that a digit is moved by, each way, to find where it is nearest.
    """

    power: int = 3
    reach: int = 0


def build_knn(net: Neighbours) -> "NearestNeighbours":
    """Untrained nearest neighbours, by Euclid's distance."""
    from inkdigits.models.neighbours import NearestNeighbours

    return NearestNeighbours(net.k)


def build_knn_shifted(net: ShiftedNeighbours) -> "NearestNeighbours":
    """Untrained nearest neighbours, by powers of differences, of digits moved a little."""
    from inkdigits.models.neighbours import NearestNeighbours, Shifts

    return NearestNeighbours(net.k, Shifts(net.reach, net.power), net.candidates)


def build_knn_tangent(net: ComparedNeighbours) -> "NearestNeighbours":
    """Untrained nearest neighbours, by tangent distance."""
    from inkdigits.models.neighbours import NearestNeighbours, Tangent

    return NearestNeighbours(net.k, Tangent(), net.candidates)


def build_knn_idm(net: ComparedNeighbours) -> "NearestNeighbours":
    """Untrained nearest neighbours, by the image distortion model."""
    from inkdigits.models.neighbours import ImageDistortion, NearestNeighbours

    return NearestNeighbours(net.k, ImageDistortion(), net.candidates)


def build_knn_p2dhmdm(net: ComparedNeighbours) -> "NearestNeighbours":
    """Untrained nearest neighbours, by the pseudo-2D hidden Markov distortion model."""
    from inkdigits.models.neighbours import MarkovDistortion, NearestNeighbours

    return NearestNeighbours(net.k, MarkovDistortion(), net.candidates)


def build_knn_shape_context(net: ComparedNeighbours) -> "NearestNeighbours":
    """Untrained nearest neighbours, by shape contexts."""
    from inkdigits.models.neighbours import NearestNeighbours, ShapeContext

    return NearestNeighbours(net.k, ShapeContext(), net.candidates)


def _knn_graph(method: Any) -> Any:
    from inkdigits.models.neighbours.graph import NeighbourScores

    return NeighbourScores(method)


NEIGHBOUR_ENTRIES = (
    ClassicEntry(
        ClassicRecipe("knn", Neighbours()),
        build_knn,
        "the three nearest of all training digits vote",
        "784 pixels · 3 nearest neighbours",
        None,
        "Cover and Hart 1967, IEEE Trans. Information Theory 13; LeCun and others 1998",
        expected=0.965,
        graph=_knn_graph,
    ),
    ClassicEntry(
        ClassicRecipe("knn-l3", ShiftedNeighbours()),
        build_knn_shifted,
        "neighbours by cubes of differences; reach=1 moves digits to where they fit best",
        "784 pixels · 500 nearest neighbours · 3 nearest of them by L3",
        None,
        "K. Wilder, in MNIST's results table",
        expected=0.965,
        no_file=_NO_FILE,
    ),
    ClassicEntry(
        ClassicRecipe("knn-tangent", ComparedNeighbours(k=4)),
        build_knn_tangent,
        "neighbours by tangent distance: both digits may move, turn, shear and thicken a little",
        "784 pixels · 500 nearest neighbours · 4 nearest of them by tangent distance",
        None,
        "Simard, LeCun and Denker 1993, NIPS 5",
        expected=0.985,
        no_file=_NO_FILE,
    ),
    ClassicEntry(
        ClassicRecipe("knn-idm", ComparedNeighbours()),
        build_knn_idm,
        "neighbours by the image distortion model: each pixel looks for its like nearby",
        "784 pixels · 500 nearest neighbours · 3 nearest of them by distorted gradients",
        None,
        "Keysers, Deselaers, Gollan and Ney 2007, IEEE PAMI 29(8)",
        expected=0.992,
        no_file=_NO_FILE,
    ),
    ClassicEntry(
        ClassicRecipe("knn-p2dhmdm", ComparedNeighbours(k=5)),
        build_knn_p2dhmdm,
        "neighbours by the pseudo-2D hidden Markov distortion model: columns stay in order",
        "784 pixels · 500 nearest neighbours · 5 nearest of them by aligned gradients",
        None,
        "Keysers, Deselaers, Gollan and Ney 2007, IEEE PAMI 29(8)",
        expected=0.993,
        no_file=_NO_FILE,
    ),
    ClassicEntry(
        ClassicRecipe("knn-shape-context", ComparedNeighbours()),
        build_knn_shape_context,
        "neighbours by shape contexts: outlines are matched point by point, and bent",
        "784 pixels · 500 nearest neighbours · 3 nearest of them by shape",
        None,
        "Belongie, Malik and Puzicha 2002, IEEE PAMI 24(4)",
        expected=0.99,
        no_file=_NO_FILE,
    ),
)
