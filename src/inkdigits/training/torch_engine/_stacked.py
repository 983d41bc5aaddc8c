from torch import nn

from inkdigits.data import Dataset
from inkdigits.models import StackedRecipe
from inkdigits.models.heads import fit_head
from inkdigits.training.torch_engine._features import hidden_features


def replace_last_layer(net: nn.Sequential, recipe: StackedRecipe, train: Dataset) -> nn.Sequential:
    """The net with the recipe's method, fitted to the training digits, for its last layer."""
    assert train.labels is not None
    net = net.cpu().eval()
    features = hidden_features(net, train.images, recipe.normalize)
    head = fit_head(recipe.head, recipe.neighbours, features, train.labels)
    return nn.Sequential(*list(net)[:-1], head)
