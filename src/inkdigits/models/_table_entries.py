"""The neural nets of LeCun's MNIST table, trained as nets are trained today.

Those with few maps take float32, since bfloat16 makes nothing faster there.
"""

from inkdigits.models._entry import Entry
from inkdigits.models._lenet import ConvolutionsAndHidden, PooledConvolutions, build_lenet
from inkdigits.models._perceptron import Perceptron, build_perceptron
from inkdigits.models._recipe import ConvnetRecipe

_LECUN = "LeCun, Bottou, Bengio and Haffner 1998, Proc. IEEE 86(11)"
_SIMARD = "Simard, Steinkraus and Platt 2003, ICDAR"

TABLE_ENTRIES = (
    Entry(
        ConvnetRecipe(
            "dense",
            Perceptron(),
            epochs=10,
            batch_size=128,
            learning_rate=2e-3,
            loss="squared_error",
            label_smoothing=0.0,
        ),
        build_perceptron,
        "one or two hidden layers of tanh, squared error",
        "linear 300 · linear 10",
        238_510,
        _LECUN,
        expected=0.97,
    ),
    Entry(
        ConvnetRecipe(
            "dense-800",
            Perceptron(hidden=(800,), activation="relu"),
            epochs=12,
            batch_size=128,
            learning_rate=2e-3,
            averaging=0.998,
        ),
        build_perceptron,
        "one hidden layer, cross-entropy; augmentation=bend is what it is known for",
        "linear 800 · linear 10",
        636_010,
        _SIMARD,
        expected=0.982,
    ),
    Entry(
        ConvnetRecipe(
            "dense-deep",
            Perceptron(hidden=(2500, 2000, 1500, 1000, 500), activation="relu"),
            epochs=15,
            batch_size=512,
            learning_rate=1e-3,
            augmentation="elastic",
        ),
        build_perceptron,
        "five hidden layers under elastic distortion: nothing but depth and many digits",
        "linear 2500 · linear 2000 · linear 1500 · linear 1000 · linear 500 · linear 10",
        11_972_510,
        "Cireşan, Meier, Gambardella and Schmidhuber 2010, Neural Computation 22(12)",
        expected=0.995,
    ),
    Entry(
        ConvnetRecipe(
            "lenet-1",
            PooledConvolutions(box=16),
            epochs=10,
            batch_size=128,
            label_smoothing=0.0,
            precision="float32",
        ),
        build_lenet,
        "digits of 16×16 pixels in the middle of 28×28, tanh",
        "shrink 0.8 · conv 5×5 4 · subsample 2 · conv 5×5 12 · subsample 2 · linear 10",
        3_278,
        _LECUN,
        expected=0.98,
    ),
    Entry(
        ConvnetRecipe(
            "lenet-4",
            ConvolutionsAndHidden(filters=(4, 16), field=32),
            epochs=10,
            batch_size=128,
            learning_rate=2e-3,
            precision="float32",
        ),
        build_lenet,
        "the digit in the middle of 32×32 pixels, tanh",
        "field 32 · conv 5×5 4 · subsample 2 · conv 5×5 16 · subsample 2 · linear 120 · linear 10",
        51_090,
        _LECUN,
        expected=0.9885,
    ),
    Entry(
        ConvnetRecipe(
            "lenet-5",
            ConvolutionsAndHidden(filters=(6, 16), field=32, hidden=(120, 84), table="lenet-5"),
            epochs=12,
            batch_size=128,
            learning_rate=2e-3,
            precision="float32",
        ),
        build_lenet,
        "the net that read the cheques, with its table of connections, tanh",
        "field 32 · conv 5×5 6 · subsample 2 · partial conv 5×5 16 · subsample 2 · linear 120 · "
        "linear 84 · linear 10",
        60_850,
        _LECUN,
        expected=0.99,
    ),
    Entry(
        ConvnetRecipe(
            "simard",
            ConvolutionsAndHidden(
                filters=(5, 50), pooling="stride", field=29, hidden=(100,), activation="relu"
            ),
            epochs=40,
            batch_size=128,
            learning_rate=2e-3,
            precision="float32",
            augmentation="elastic",
            finish="affine",
            finish_epochs=10,
        ),
        build_lenet,
        "two convolutions that step two pixels, elastic distortion",
        "field 29 · conv 5×5/2 5 · conv 5×5/2 50 · linear 100 · linear 10",
        132_540,
        _SIMARD,
        expected=0.995,
    ),
    Entry(
        ConvnetRecipe(
            "ciresan",
            ConvolutionsAndHidden(
                filters=(20, 40),
                kernels=(4, 5),
                pools=(2, 3),
                pooling="max",
                field=29,
                hidden=(150,),
                activation="relu",
            ),
            epochs=15,
            learning_rate=2e-3,
            augmentation="elastic",
        ),
        build_lenet,
        "1-20-P-40-P-150-10; members=7 varied=true is the committee, of digits of seven widths",
        "field 29 · conv 4×4 20 · max pool 2 · conv 5×5 40 · max pool 3 · linear 150 · linear 10",
        76_040,
        "Cireşan, Meier, Gambardella and Schmidhuber 2011, ICDAR",
        expected=0.9955,
    ),
    Entry(
        ConvnetRecipe(
            "conv-random",
            ConvolutionsAndHidden(
                filters=(50, 128),
                kernels=(7, 5),
                pooling="max",
                field=34,
                hidden=(200,),
                activation="relu",
                frozen=True,
            ),
            epochs=10,
            batch_size=128,
            learning_rate=2e-3,
        ),
        build_lenet,
        "convolutions that stay as they were drawn at random; the dense layers alone learn",
        "field 34 · conv 7×7 50 · max pool 2 · conv 5×5 128 · max pool 2 · linear 200 · linear 10",
        642_210,
        "Ranzato, Huang, Boureau and LeCun 2007, CVPR",
        expected=0.99,
    ),
)
