"""The classic nets, which Keras compiles and fits."""

from inkdigits.models._convolutional import (
    ConvolutionAndDense,
    ConvolutionStages,
    OneConvolution,
    build_cnn,
    build_cnn_functional,
    build_conv_standardized,
)
from inkdigits.models._dense import (
    HiddenLayers,
    OneHiddenLayer,
    build_ann,
    build_mlp,
    build_mlp_500x3,
)
from inkdigits.models._entry import Entry
from inkdigits.models._keras_recipe import KerasRecipe

_LECUN = "LeCun, Bottou, Bengio and Haffner 1998, Proc. IEEE 86(11)"

KERAS_ENTRIES = (
    Entry(
        KerasRecipe("ann", OneHiddenLayer(), epochs=20, validation=0.0),
        build_ann,
        "one hidden layer with softmax activation; activation=relu shows what that costs",
        "flatten 784 · dense 128 softmax · dense 10 softmax",
        101_770,
        "the one-hidden-layer network of introductory courses; after " + _LECUN,
        expected=0.92,
    ),
    Entry(
        KerasRecipe("mlp", HiddenLayers(dropout=0.2), epochs=12, schedule="cosine"),
        build_mlp,
        "multi-layer perceptron, Functional API",
        "flatten 784 · 2 × (dense 512 ReLU · dropout 0.2) · dense 10 softmax",
        669_706,
        "Keras' MLP example in the Functional API",
        expected=0.98,
    ),
    Entry(
        KerasRecipe(
            "mlp-500x3",
            HiddenLayers(hidden=(500, 500, 500)),
            epochs=5,
            batch_size=1000,
            learning_rate=2e-3,
            schedule="cosine",
            holdout="random",
            shuffle_buffer=10_000,
        ),
        build_mlp_500x3,
        "batches of 1,000 from a shuffle buffer of 10,000, five epochs; Sequential",
        "flatten 784 · 3 × dense 500 ReLU · dense 10 softmax",
        898_510,
        "the tf.data MNIST course example",
        expected=0.975,
    ),
    Entry(
        KerasRecipe("cnn", OneConvolution(), epochs=10, schedule="cosine"),
        build_cnn,
        "one convolution and pooling, dropout, dense; Sequential",
        "conv 5×5 32 ReLU · max pool 2 · dropout 0.4 · dense 128 ReLU · dense 10 softmax",
        592_074,
        "the convolutional MNIST tutorial; after " + _LECUN,
        expected=0.99,
    ),
    Entry(
        KerasRecipe("cnn-functional", ConvolutionStages(), epochs=8, schedule="cosine"),
        build_cnn_functional,
        "two convolution and pooling stages, dropout, dense; Functional API",
        "conv 5×5 32 ReLU · max pool 2 · conv 5×5 64 ReLU · max pool 2 · dropout 0.4 · "
        "dense 128 ReLU · dropout 0.4 · dense 10 softmax",
        184_586,
        "Keras' simple MNIST convnet, in the Functional API",
        expected=0.99,
    ),
    Entry(
        KerasRecipe(
            "conv-standardized",
            ConvolutionAndDense(),
            epochs=8,
            schedule="cosine",
            loss="categorical_crossentropy",
            scaling="standardize",
        ),
        build_conv_standardized,
        "standardised inputs, one-hot labels, optional whitening; Sequential",
        "conv 5×5 32 ReLU · max pool 2 · dropout 0.5 · dense 128 ReLU · dropout 0.5 · "
        "dense 10 softmax",
        592_074,
        "the Kaggle Digit Recognizer notebooks",
        expected=0.988,
    ),
)
