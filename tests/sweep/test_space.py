import re

import pytest
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

from inkdigits.errors import InputError
from inkdigits.models import REGISTRY, apply_settings
from inkdigits.sweep._space import read_space

CNN = REGISTRY["cnn"].recipe


def test_optuna_is_told_the_same() -> None:
    texts = ["pooling=max,average", "epochs=2..6", "dropout=0.1..0.5", "batch_size=log:16..256"]
    assert read_space(texts, CNN, ()).distributions() == {
        "pooling": CategoricalDistribution(("max", "average")),
        "epochs": IntDistribution(2, 6),
        "dropout": FloatDistribution(0.1, 0.5),
        "batch_size": IntDistribution(16, 256, log=True),
    }


def test_a_finite_space_is_counted_and_listed() -> None:
    space = read_space(["kernel_size=3,5", "epochs=2..4"], CNN, ())
    assert space.size == 6
    listed = [tuple(one.values()) for one in space.combinations()]
    assert listed == [(3, 2), (3, 3), (3, 4), (5, 2), (5, 3), (5, 4)]
    assert read_space(["kernel_size=3,5", "dropout=0..0.5"], CNN, ()).size == float("inf")


def test_the_recipes_own_values_lie_in_the_space_or_do_not() -> None:
    assert (CNN.net.kernel_size, CNN.net.dropout) == (5, 0.4)  # type: ignore[attr-defined]
    space = read_space(["kernel_size=3,5", "dropout=0.1..0.5"], CNN, ())
    assert space.own(CNN) == {"kernel_size": 5, "dropout": 0.4}
    assert space.own(apply_settings(CNN, {"dropout": 0.6})) is None
    assert space.own(apply_settings(CNN, {"kernel_size": 7})) is None


def test_a_value_that_needs_another_setting_is_fit_if_that_is_varied_too() -> None:
    smooth = "label_smoothing=0.0,0.1"
    losses = "loss=sparse_categorical_crossentropy,categorical_crossentropy"
    assert read_space([smooth, losses], CNN, ()).size == 4
    with pytest.raises(InputError, match=r"wanted loss=categorical_crossentropy"):
        read_space([smooth], CNN, ())


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ([], "got no --vary, wanted at least one, such as --vary learning_rate=log:1e-4..1e-1; "
         "cnn has: filters, kernel_size"),
        (["dropout=0.1..0.2", "net.dropout=0.1,0.2"], "got --vary dropout twice, wanted each "
         "setting once; join the values"),
        (["epochs=2,3"], "got --vary epochs and --set epochs, wanted one of them"),
        (["filters=2,3"], "got --vary filters and --set filters, wanted one of them"),
        (["seed=1..3"], "got --vary seed, which decides on what digits trials are compared"),
        (["validation=0.1..0.2"], "got --vary validation, which decides"),
        (["holdout=last,random"], "got --vary holdout, which decides"),
        (["kernel_size=3,40"], "got kernel_size=40 for a layer that is given 28×28 pixels"),
        (["kernel_size=3..40"], "got kernel_size=40 for a layer that is given 28×28 pixels"),
        (["dropout=0.5..1.5"], "got dropout=1.5, wanted at least 0 and less than 1"),
        (["kernel_size=0..5"], "got kernel_size=0, wanted more than 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_refused(texts: list[str], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        read_space(texts, CNN, ("epochs", "net.filters"))
