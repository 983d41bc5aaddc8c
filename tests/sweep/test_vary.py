import re

import pytest

from inkdigits.errors import InputError
from inkdigits.models import REGISTRY
from inkdigits.sweep._vary import Choice, Span, in_words, read_vary

CNN, MLP, CONVNET = (REGISTRY[name].recipe for name in ("cnn", "mlp", "convnet"))


@pytest.mark.parametrize(
    ("recipe", "text", "wanted"),
    [
        (CNN, "kernel_size=3,5,7", Choice("kernel_size", (3, 5, 7))),
        (CNN, "net.kernel_size = 3, 5", Choice("kernel_size", (3, 5))),
        (CNN, "pooling=max,average", Choice("pooling", ("max", "average"))),
        (CNN, "deskew=true,no", Choice("deskew", (True, False))),
        (CNN, "dropout=0.1,0.25", Choice("dropout", (0.1, 0.25))),
        (CNN, "dropout=0.1..0.5", Span("dropout", 0.1, 0.5)),
        (CNN, "learning_rate=log:1e-4..1e-1", Span("learning_rate", 1e-4, 1e-1, log=True)),
        (CNN, "batch_size=log:16..256", Span("batch_size", 16, 256, log=True)),
        (CNN, "epochs=2..6", Span("epochs", 2, 6)),
        (MLP, "hidden=64,128", Choice("hidden", ("64", "128"))),
        (MLP, "hidden=512,512;256", Choice("hidden", ("512,512", "256"))),
        (CONVNET, "views=1,9", Choice("views", (1, 9))),
    ],
)
def test_values_are_understood(recipe: object, text: str, wanted: object) -> None:
    assert read_vary(text, recipe) == wanted  # type: ignore[arg-type]


def test_a_range_is_whole_where_setting_and_ends_are() -> None:
    assert read_vary("epochs=2..6", CNN).whole  # type: ignore[union-attr]
    assert not read_vary("epochs=2..6", CONVNET).whole  # type: ignore[union-attr]
    assert read_vary("epochs=2..6", CNN).size == 5
    assert read_vary("dropout=0..0.5", CNN).size == float("inf")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kernel_size", "got --vary kernel_size, wanted --vary key=values, where the values are a "
         "list such as 3,5,7, a range such as 0.1..0.5, or log:1e-4..1e-1"),
        ("kernel_size=", "got --vary kernel_size=, wanted --vary key=values"),
        ("kernel=3,5", "cnn has no setting 'kernel'; it has: filters, kernel_size"),
        ("kernel=3..5", "cnn has no setting 'kernel'; it has: filters, kernel_size"),
        ("model=cnn,mlp", "cnn has no setting 'model'"),
        ("kernel_size=3", "got --vary kernel_size=3, wanted at least two values, each once"),
        ("kernel_size=3,5,3", "wanted at least two values, each once; for one there is --set"),
        ("kernel_size=3,x", "got kernel_size=x, wanted a whole number"),
        ("dropout=0.5,1.5", "got dropout=1.5, wanted at least 0 and less than 1"),
        ("kernel_size=2.5..4", "got --vary kernel_size=2.5..4, wanted whole numbers"),
        ("dropout=0.1..x", "got x as an end of dropout, wanted a number"),
        ("dropout=0.1..inf", "got inf as an end of dropout, wanted a finite number"),
        ("dropout=0.1..0.2..0.3", "wanted a list such as 3,5,7, a range"),
        ("dropout=0.5..0.1", "wanted the first end below the second"),
        ("dropout=0.5..0.5", "wanted the first end below the second"),
        ("learning_rate=log:0..1", "wanted the first end below the second and more than 0"),
        ("learning_rate=log:1,2", "wanted a list such as 3,5,7, a range"),
        ("pooling=1..3", "pooling is no number: list its values"),
        ("deskew=0..1", "deskew is no number: list its values"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        read_vary(text, CNN)


def test_values_are_said_as_set_takes_them() -> None:
    values = (True, 5, 0.123456, 1e-4, "512,512")
    assert [in_words(value) for value in values] == ["true", "5", "0.123", "0.0001", "512,512"]
    assert in_words(0.123456, None) == "0.123456"
