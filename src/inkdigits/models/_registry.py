"""The zoo: each model's recipe, how it is built, where it comes from, what it should reach."""

from typing import Any

from inkdigits.errors import InputError
from inkdigits.models._convnet_entries import CONVNET_ENTRIES
from inkdigits.models._entry import Entry
from inkdigits.models._keras_entries import KERAS_ENTRIES
from inkdigits.models._settings import apply_settings
from inkdigits.models._stacked_entries import STACKED_ENTRIES
from inkdigits.models._table_entries import TABLE_ENTRIES
from inkdigits.models.classic import CLASSIC_ENTRIES

REGISTRY: dict[str, Entry] = {
    entry.name: entry
    for entry in (
        *KERAS_ENTRIES,
        *CONVNET_ENTRIES,
        *TABLE_ENTRIES,
        *STACKED_ENTRIES,
        *CLASSIC_ENTRIES,
    )
}


def find_entry(name: str) -> Entry:
    """The registry's entry for `name`.

    Raises:
        InputError: there is none; the message lists the names there are.
    """
    try:
        return REGISTRY[name]
    except KeyError:
        raise InputError(
            f"there is no model called '{name}'; the models are: {', '.join(REGISTRY)}"
        ) from None


def build(name: str, **hyperparameters: Any) -> Any:
    """The bare, untrained net, to train as one likes.

    Args:
        name: registry name, such as "cnn".
        hyperparameters: of the net, such as `kernel_size=5`; the rest as the recipe has them.

    Returns:
        A `keras.Model` from (N, 28, 28, 1) float32 to (N, 10) probabilities; for the convnets a
        `torch.nn.Module` from (N, 1, 28, 28) float32 to (N, 10) logits; for the classic methods an
        estimator with scikit-learn's manners, for (N, D) rows in [0, 1].

    Raises:
        InputError: unknown name or hyper-parameter, or a value that cannot be.
    """
    entry = find_entry(name)
    recipe = apply_settings(entry.recipe, {f"net.{key}": v for key, v in hyperparameters.items()})
    return entry.build(recipe.net)
