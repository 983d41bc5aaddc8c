"""Fully connected nets."""

from typing import Any

from inkdigits.leaderboard.rows._row import Row

_LECUN, _SIMARD = "LeCun et al. 1998", "Simard et al. 2003"
_DENSE = "linear outputs and no tanh ones, Adam, 10 epochs"
_MODERN = "ReLU, label smoothing, averaged weights"
_CROSS: dict[str, Any] = {
    "loss": "cross_entropy",
    "label_smoothing": 0.1,
    "activation": "relu",
    "averaging": 0.998,
}
_ELASTIC: dict[str, Any] = {
    "augmentation": "bend",
    "epochs": 160,
    "finish": "affine",
    "finish_epochs": 40,
}

DENSE = (
    Row("dense", "2-layer NN, 300 hidden units, mean square error", "none", 4.7, _LECUN, "dense",
        note=_DENSE),
    Row("dense", "2-layer NN, 300 HU, MSE [distortions]", "none", 3.6, _LECUN, "dense",
        {"augmentation": "affine", "epochs": 15}, _DENSE),
    Row("dense", "2-layer NN, 300 HU", "deskewing", 1.6, _LECUN, "dense",
        {**_CROSS, "deskew": True}, "cross-entropy, " + _MODERN),
    Row("dense", "2-layer NN, 1000 hidden units", "none", 4.5, _LECUN, "dense",
        {"hidden": (1000,)}, _DENSE),
    Row("dense", "2-layer NN, 1000 HU [distortions]", "none", 3.8, _LECUN, "dense",
        {"hidden": (1000,), "augmentation": "affine", "epochs": 15}, _DENSE),
    Row("dense", "3-layer NN, 300+100 hidden units", "none", 3.05, _LECUN, "dense",
        {"hidden": (300, 100)}, _DENSE),
    Row("dense", "3-layer NN, 300+100 HU [distortions]", "none", 2.5, _LECUN, "dense",
        {"hidden": (300, 100), "augmentation": "affine", "epochs": 15}, _DENSE),
    Row("dense", "3-layer NN, 500+150 hidden units", "none", 2.95, _LECUN, "dense",
        {"hidden": (500, 150)}, _DENSE),
    Row("dense", "3-layer NN, 500+150 HU [distortions]", "none", 2.45, _LECUN, "dense",
        {"hidden": (500, 150), "augmentation": "affine", "epochs": 15}, _DENSE),
    Row("dense", "3-layer NN, 500+300 HU, softmax, cross entropy, weight decay", "none", 1.53,
        "Hinton 2005, unpublished", "dense", {**_CROSS, "hidden": (500, 300)}, _MODERN),
    Row("dense", "2-layer NN, 800 HU, cross-entropy loss", "none", 1.6, _SIMARD, "dense-800",
        note=_MODERN, quick=True),
    Row("dense", "2-layer NN, 800 HU, cross-entropy [affine distortions]", "none", 1.1, _SIMARD,
        "dense-800", {"augmentation": "affine", "epochs": 40, "finish_epochs": 5}, _MODERN),
    Row("dense", "2-layer NN, 800 HU, MSE [elastic distortions]", "none", 0.9, _SIMARD, "dense-800",
        {**_ELASTIC, "loss": "squared_error", "label_smoothing": 0.0},
        "linear outputs, averaged weights; 40 epochs of affine distortions last"),
    Row("dense", "2-layer NN, 800 HU, cross-entropy [elastic distortions]", "none", 0.7, _SIMARD,
        "dense-800", _ELASTIC, _MODERN + "; 40 epochs of affine distortions last"),
    Row("dense",
        "NN, 784-500-500-2000-30 + nearest neighbour, RBM + NCA training [no distortions]",
        "none", 1.0, "Salakhutdinov and Hinton 2007",
        note="needs unsupervised training, which this zoo does not have"),
    Row("dense", "6-layer NN 784-2500-2000-1500-1000-500-10 [elastic distortions]", "none", 0.35,
        "Cireşan et al. 2010", "dense-deep", {},
        "15 epochs and not 1,000; ReLU and no tanh"),
    Row("dense", "committee of 25 NN 784-800-10 [elastic distortions]",
        "width normalization, deslanting", 0.39, "Meier et al. 2011", "dense-800",
        {**_ELASTIC, "epochs": 60, "finish_epochs": 20, "members": 5, "varied": True,
         "deskew": True}, "5 nets and not 25"),
    Row("dense", "deep convex net, unsupervised pre-training [no distortions]", "none", 0.83,
        "Deng et al. 2010", note="needs unsupervised training, which this zoo does not have"),
)  # fmt: skip
