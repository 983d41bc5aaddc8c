"""Forests and boosted trees, which scikit-learn has."""

from dataclasses import dataclass
from typing import Any

from inkdigits.models._recipe import Net


@dataclass(frozen=True)
class Forest(Net):
    """A random forest.

    Attributes:
        trees: how many.
        leaf: digits in a leaf, at least.
    """

    trees: int = 200
    leaf: int = 1


@dataclass(frozen=True)
class BoostedTrees(Net):
    """Gradient boosting.

    Attributes:
        rounds: trees for each digit.
        leaves: of each tree.
        rate: what a tree's answer is multiplied by.
    """

    rounds: int = 100
    leaves: int = 17
    rate: float = 0.2


def build_random_forest(net: Forest) -> Any:
    """Trees on random parts of digits and pixels, averaged."""
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(net.trees, min_samples_leaf=net.leaf, n_jobs=-1)


def build_gradient_boosting(net: BoostedTrees) -> Any:
    """Trees one after another, each on what the ones before leave wrong."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=net.rounds,
        max_leaf_nodes=net.leaves,
        learning_rate=net.rate,
        early_stopping=False,
        max_features=0.1,
    )
