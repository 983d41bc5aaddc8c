import torch
from torch import nn

from inkdigits.arrays import FloatArray, Labels
from inkdigits.models._stacked import HeadName
from inkdigits.models.classic.graphs import svm_graph
from inkdigits.models.classic.machine import SupportVectors
from inkdigits.models.heads._local import LocalScores
from inkdigits.models.heads._neighbours import FeatureNeighbours

_GAMMA = 2.0  # of a Gaussian between features of length 1


def fit_head(name: HeadName, neighbours: int, features: FloatArray, labels: Labels) -> nn.Module:
    """Fit a last layer: from (N, D) features to (N, 10) scores.

    Args:
        name: see StackedRecipe.
        neighbours: likewise; at most as many as there are digits are asked.
        features: (M, D) float32, what the net makes of the training digits.
        labels: (M,) the digits they are; all ten for "svm".
    """
    if name == "svm":
        return svm_graph(SupportVectors(gamma=_GAMMA).fit(features, labels))
    known, digits = torch.tensor(features), torch.tensor(labels.astype("int64"))
    count = min(neighbours, len(labels))
    if name == "local":
        return LocalScores(known, digits, count)
    return FeatureNeighbours(known, digits, count)
