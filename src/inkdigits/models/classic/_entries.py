"""The classic methods: what MNIST's first results table was made of, and what people try first."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from inkdigits.models._recipe import ClassicRecipe
from inkdigits.models.classic._boosting_entries import BOOSTING_ENTRIES
from inkdigits.models.classic._entry import ClassicEntry
from inkdigits.models.classic._expansions import (
    Centres,
    Products,
    build_pca_quadratic,
    build_rbf_linear,
)
from inkdigits.models.classic._linear import Planes, build_linear, build_pairwise_linear
from inkdigits.models.classic._neighbour_entries import NEIGHBOUR_ENTRIES
from inkdigits.models.classic._svm import Machine, build_svm
from inkdigits.models.classic._trees import (
    BoostedTrees,
    Forest,
    build_gradient_boosting,
    build_random_forest,
)

_LECUN = "LeCun, Bottou, Bengio and Haffner 1998, Proc. IEEE 86(11), section III.C"
_VIRTUAL = "DeCoste and Schölkopf 2002, Machine Learning 46"


def _graph(name: str) -> Callable[[Any], Any]:
    """A function of `_graphs`, which needs torch, found when it is called."""

    def make(method: Any) -> Any:
        return getattr(import_module("inkdigits.models.classic.graphs"), name)(method)

    return make


_LINEAR = (
    ClassicEntry(
        ClassicRecipe("linear", Planes()),
        build_linear,
        "a plane for each digit: multinomial logistic regression",
        "784 pixels · 10 planes",
        7_850,
        _LECUN,
        expected=0.92,
        graph=_graph("linear_graph"),
    ),
    ClassicEntry(
        ClassicRecipe("pairwise-linear", Planes(), deskew=True),
        build_pairwise_linear,
        "a plane for each pair of digits, on upright digits",
        "deskew · 784 pixels · 45 planes · votes",
        35_325,
        _LECUN,
        expected=0.95,
        graph=_graph("pairwise_linear_graph"),
    ),
)

_OTHERS = (
    ClassicEntry(
        ClassicRecipe("pca-quadratic", Products()),
        build_pca_quadratic,
        "40 principal components, all their products, and a linear classifier",
        "784 pixels · 40 components · 820 products · 10 planes",
        None,
        _LECUN,
        expected=0.975,
        graph=_graph("pca_quadratic_graph"),
    ),
    ClassicEntry(
        ClassicRecipe("rbf-linear", Centres()),
        build_rbf_linear,
        "nearness to 1,000 centres, and a linear classifier",
        "784 pixels · 1,000 Gaussians · 10 planes",
        None,
        _LECUN,
        expected=0.965,
        graph=_graph("rbf_linear_graph"),
    ),
    ClassicEntry(
        ClassicRecipe("svm", Machine()),
        build_svm,
        "support-vector machines, one for each pair of digits; Gaussian kernel",
        "784 pixels · Gaussian kernel · 45 decisions · votes",
        None,
        "Cortes and Vapnik 1995, Machine Learning 20; " + _LECUN,
        expected=0.985,
        graph=_graph("svm_graph"),
    ),
    ClassicEntry(
        ClassicRecipe("svm-virtual", Machine("polynomial", degree=9, shift=1), deskew=True),
        build_svm,
        "support vectors, each moved by a pixel, train a second machine",
        "deskew · 784 pixels · polynomial kernel of degree 9 · 45 decisions · votes",
        None,
        _VIRTUAL,
        expected=0.992,
        graph=_graph("svm_graph"),
    ),
    ClassicEntry(
        ClassicRecipe("random-forest", Forest()),
        build_random_forest,
        "200 trees, averaged",
        "784 pixels · 200 trees",
        None,
        "Breiman 2001, Machine Learning 45",
        expected=0.965,
    ),
    ClassicEntry(
        ClassicRecipe("gradient-boosting", BoostedTrees()),
        build_gradient_boosting,
        "100 rounds of ten trees with 17 leaves, each on what the ones before leave wrong",
        "784 pixels · 1,000 trees",
        None,
        "Friedman 2001, Annals of Statistics 29; Ke and others 2017 (NIPS), whose histograms "
        "scikit-learn uses",
        expected=0.975,
    ),
)

CLASSIC_ENTRIES = (*_LINEAR, *NEIGHBOUR_ENTRIES, *BOOSTING_ENTRIES, *_OTHERS)
"""In the order of MNIST's table; what is not in it comes last."""
