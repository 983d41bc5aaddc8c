"""LeNets with a classic method, after the arrow, in place of their last layer."""

from inkdigits.models._entry import Entry
from inkdigits.models._lenet import ConvolutionsAndHidden, build_lenet
from inkdigits.models._stacked import HeadName, StackedRecipe

_LECUN = "LeCun, Bottou, Bengio and Haffner 1998, Proc. IEEE 86(11)"
_FOUR = ConvolutionsAndHidden(filters=(4, 16), field=32)
_FOUR_LAYERS = (
    "field 32 · conv 5×5 4 · subsample 2 · conv 5×5 16 · subsample 2 · linear 120 · linear 10 → "
)
_FIVE = ConvolutionsAndHidden(filters=(6, 16), field=32, hidden=(120, 84), table="lenet-5")


def _recipe(
    name: str, net: ConvolutionsAndHidden, epochs: int, head: HeadName, neighbours: int = 5
) -> StackedRecipe:
    return StackedRecipe(
        name,
        net,
        epochs=epochs,
        batch_size=128,
        learning_rate=2e-3,
        precision="float32",
        head=head,
        neighbours=neighbours,
    )


STACKED_ENTRIES = (
    Entry(
        _recipe("lenet-4-knn", _FOUR, 10, "knn"),
        build_lenet,
        "LeNet-4; the nearest training digits by its last hidden layer vote",
        _FOUR_LAYERS + "neighbours",
        51_090,
        _LECUN,
        expected=0.9885,
    ),
    Entry(
        _recipe("lenet-4-local", _FOUR, 10, "local", 200),
        build_lenet,
        "LeNet-4; a linear classifier for each digit, fitted to its neighbours",
        _FOUR_LAYERS + "neighbours · ridge regression",
        51_090,
        _LECUN + "; Bottou and Vapnik 1992, Neural Computation 4(6)",
        expected=0.9885,
    ),
    Entry(
        _recipe("lenet-5-svm", _FIVE, 12, "svm"),
        build_lenet,
        "LeNet-5; support-vector machines on its last hidden layer",
        "field 32 · conv 5×5 6 · subsample 2 · partial conv 5×5 16 · subsample 2 · linear 120 · "
        "linear 84 · linear 10 → Gaussian kernel · 45 decisions · votes",
        60_850,
        "Lauer, Suen and Bloch 2007, Pattern Recognition 40(6)",
        expected=0.99,
    ),
)
