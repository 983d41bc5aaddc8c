"""The rows of LeCun's MNIST table that neural nets hold, and how this zoo trains each."""

from dataclasses import dataclass, field
from typing import Any

_TANH = "softmax outputs and no RBF ones, Muon and Adam and no Levenberg-Marquardt, 10 to 15 epochs"
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
    "epochs": 60,
    "finish": "affine",
    "finish_epochs": 20,
}


@dataclass(frozen=True)
class TableNet:
    """One row of the table.

    Attributes:
        method: what it is, in the table's words.
        preprocessing: in the table's words; "none" where it names none.
        published: test error on MNIST in percent.
        reference: who published it.
        model: the zoo's name for the net.
        settings: changes to that model's recipe.
        note: what differs from the publication.
    """

    method: str
    preprocessing: str
    published: float
    reference: str
    model: str
    settings: dict[str, Any] = field(default_factory=dict)
    note: str = ""


_LECUN, _SIMARD = "LeCun et al. 1998", "Simard et al. 2003"

TABLE_NETS = (
    TableNet("2-layer NN, 300 hidden units, mean square error", "none", 4.7, _LECUN, "dense",
             note=_DENSE),
    TableNet("2-layer NN, 300 HU, MSE [distortions]", "none", 3.6, _LECUN, "dense",
             {"augmentation": "affine", "epochs": 15}, _DENSE),
    TableNet("2-layer NN, 300 HU", "deskewing", 1.6, _LECUN, "dense",
             {**_CROSS, "deskew": True}, "cross-entropy, " + _MODERN),
    TableNet("2-layer NN, 1000 hidden units", "none", 4.5, _LECUN, "dense",
             {"hidden": (1000,)}, _DENSE),
    TableNet("2-layer NN, 1000 HU [distortions]", "none", 3.8, _LECUN, "dense",
             {"hidden": (1000,), "augmentation": "affine", "epochs": 15}, _DENSE),
    TableNet("3-layer NN, 300+100 hidden units", "none", 3.05, _LECUN, "dense",
             {"hidden": (300, 100)}, _DENSE),
    TableNet("3-layer NN, 300+100 HU [distortions]", "none", 2.5, _LECUN, "dense",
             {"hidden": (300, 100), "augmentation": "affine", "epochs": 15}, _DENSE),
    TableNet("3-layer NN, 500+150 hidden units", "none", 2.95, _LECUN, "dense",
             {"hidden": (500, 150)}, _DENSE),
    TableNet("3-layer NN, 500+150 HU [distortions]", "none", 2.45, _LECUN, "dense",
             {"hidden": (500, 150), "augmentation": "affine", "epochs": 15}, _DENSE),
    TableNet("3-layer NN, 500+300 HU, softmax, cross entropy, weight decay", "none", 1.53,
             "Hinton 2005, unpublished", "dense", {**_CROSS, "hidden": (500, 300)}, _MODERN),
    TableNet("2-layer NN, 800 HU, cross-entropy loss", "none", 1.6, _SIMARD, "dense-800",
             note=_MODERN),
    TableNet("2-layer NN, 800 HU, cross-entropy [affine distortions]", "none", 1.1, _SIMARD,
             "dense-800", {"augmentation": "affine", "epochs": 40, "finish_epochs": 5}, _MODERN),
    TableNet("2-layer NN, 800 HU, MSE [elastic distortions]", "none", 0.9, _SIMARD, "dense-800",
             {**_ELASTIC, "loss": "squared_error", "label_smoothing": 0.0},
             "linear outputs, averaged weights; 20 epochs of affine distortions last"),
    TableNet("2-layer NN, 800 HU, cross-entropy [elastic distortions]", "none", 0.7, _SIMARD,
             "dense-800", _ELASTIC, _MODERN + "; 20 epochs of affine distortions last"),
    TableNet("6-layer NN 784-2500-2000-1500-1000-500-10 [elastic distortions]", "none", 0.35,
             "Cireşan et al. 2010", "dense-deep", {},
             "15 epochs and not 1,000; ReLU and no tanh"),
    TableNet("committee of 25 NN 784-800-10 [elastic distortions]",
             "width normalization, deslanting", 0.39, "Meier et al. 2011", "dense-800",
             {**_ELASTIC, "members": 5, "varied": True, "deskew": True}, "5 nets and not 25"),
    TableNet("convolutional net LeNet-1", "subsampling to 16×16 pixels", 1.7, _LECUN, "lenet-1",
             note="all connections and no table; " + _TANH),
    TableNet("convolutional net LeNet-4", "none", 1.1, _LECUN, "lenet-4",
             note="all connections, 51,000 parameters and not 17,000; " + _TANH),
    TableNet("convolutional net LeNet-5 [no distortions]", "none", 0.95, _LECUN, "lenet-5",
             note=_TANH),
    TableNet("convolutional net LeNet-5 [huge distortions]", "none", 0.85, _LECUN, "lenet-5",
             {"augmentation": "strong", "epochs": 15}, _TANH),
    TableNet("convolutional net LeNet-5 [distortions]", "none", 0.8, _LECUN, "lenet-5",
             {"augmentation": "affine", "epochs": 15}, _TANH),
    TableNet("boosted LeNet-4 [distortions]", "none", 0.7, _LECUN, "lenet-4",
             {"augmentation": "affine", "members": 3, "boosted": True},
             "half of the third net's digits are hard, and not all; " + _TANH),
    TableNet("convolutional net, cross-entropy [affine distortions]", "none", 0.6, _SIMARD,
             "simard", {"augmentation": "affine"}, "ReLU, label smoothing"),
    TableNet("convolutional net, cross-entropy [elastic distortions]", "none", 0.4, _SIMARD,
             "simard", {}, "ReLU, label smoothing; affine distortions besides"),
    TableNet("large convolutional net, random features [no distortions]", "none", 0.89,
             "Ranzato et al. 2007", "conv-random", {}, "ReLU, label smoothing"),
    TableNet("committee of 7 conv. nets 1-20-P-40-P-150-10 [elastic distortions]",
             "width normalization", 0.27, "Cireşan et al. 2011", "ciresan",
             {"members": 3, "varied": True}, "3 nets and not 7, 15 epochs and not 800"),
)  # fmt: skip
"""In the table's order."""
