"""Every choice that a training run depends on: what all models have, and what each engine adds."""

import math
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from inkdigits.errors import InputError

Activation = Literal[
    "relu", "tanh", "sigmoid", "softmax", "elu", "selu", "gelu", "leaky_relu", "swish", "linear"
]
Pooling = Literal["max", "average"]
AugmentationName = Literal["none", "bend", "affine", "strong", "elastic", "wide"]


@dataclass(frozen=True)
class Net:
    """What shapes a net: each family derives from it, with a field for each hyper-parameter."""

    def check(self) -> None:
        """Make sure that the hyper-parameters fit together; here they always do.

        Raises:
            InputError: no net can be built from them.
        """


@dataclass(frozen=True)
class Recipe:
    """What every model's recipe has; saved with the run as `recipe.json`.

    Attributes:
        model: registry name.
        net: the model's own hyper-parameters, such as `kernel_size`.
        holdout: how the validation part is chosen, see `inkdigits.data.hold_out`; "auto" is
            writer-disjoint where the writers are known and stratified where they are not.
        validation: size of the validation part, as a share of the training part (made an integer
            by truncation). 0 trains on everything and validates on nothing.
        seed: of every chance that training takes, and of the holdout.
    """

    model: str
    net: Net
    holdout: Literal["auto", "writers", "stratified", "random", "last"] = "auto"
    validation: float = 0.1
    seed: int = 0

    def check(self) -> None:
        """Make sure that the choices go together.

        Raises:
            InputError: they do not.
        """
        self.net.check()

    def to_json(self) -> dict[str, Any]:
        """The recipe as a JSON object; the net's hyper-parameters nested under "net"."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class GradientRecipe(Recipe):
    """What every net has that learns by gradients, step by step.

    Attributes:
        epochs: passes over the training part.
        batch_size: digits a step.
        learning_rate: at the start of training, or at its peak where the rate rises first.
        label_smoothing: share of the one-hot mass spread over all ten classes.
        augmentation: how digits are varied, drawn anew each epoch; a name of
            `inkdigits.preprocess.AUGMENTATIONS`.
    """

    epochs: float
    batch_size: int = 128
    learning_rate: float = 1e-3
    label_smoothing: float = 0.0
    augmentation: AugmentationName = "none"


@dataclass(frozen=True, kw_only=True)
class ConvnetRecipe(GradientRecipe):
    """What the native nets have besides, which PyTorch alone trains.

    The rates rise straight to their peak and fall straight to 0. Digits stay in memory as uint8;
    `epochs` may be a fraction.

    Attributes:
        loss: "squared_error" is that of the outputs, from 1 for the digit and 0 for the others.
        optimizer: what trains the convolutions; AdamW trains all the rest.
        kernel_rate: peak rate of the convolutions; `learning_rate` is that of all the rest.
        weight_decay: AdamW's.
        warmup: share of all steps in which the rates rise.
        averaging: decay a step of the weights' moving average, which then is the net; 0 takes the
            last weights.
        habits: share of the ones, sevens and nines that get a flag and foot, a bar or a hook, see
            `inkdigits.preprocess.augment_habits`; before any augmentation.
        finish: the augmentation of the last epochs, milder than the one before: a net ends best on
            what it will mostly be asked.
        finish_epochs: how many epochs these are; all, if there are no more.
        normalize: whether polarity, ground and contrast are brought to MNIST's before the net
            looks, inside the file.
        non_digits: pictures of no digit that join each epoch, as a share of the digits; the net
            then says how much a picture looks like none.
        views: 1, or 5 to average over the digit and itself moved one pixel up, down, left and
            right, inside the file; 9 for the diagonal ones, too.
        members: nets trained one after another and averaged inside the file.
        varied: whether the members differ in kind, see `member_recipes`.
        boosted: whether three members learn from the errors of those before: half of what the
            second sees are digits on which the first errs, and of what the third sees, digits on
            which the first two differ.
        precision: what convolutions are reckoned in; "auto" takes the faster one here.
        device: "auto" takes the first of CUDA, MPS and CPU that is there.
    """

    batch_size: int = 256
    learning_rate: float = 1e-2
    label_smoothing: float = 0.1
    validation: float = 0.05
    loss: Literal["cross_entropy", "squared_error"] = "cross_entropy"
    optimizer: Literal["muon", "adamw", "sgd"] = "muon"
    kernel_rate: float = 0.05
    weight_decay: float = 1e-2
    warmup: float = 0.2
    averaging: float = 0.0
    habits: float = 0.0
    finish: AugmentationName = "none"
    finish_epochs: int = 0
    normalize: bool = False
    non_digits: float = 0.0
    views: Literal[1, 5, 9] = 1
    members: int = 1
    varied: bool = False
    boosted: bool = False
    precision: Literal["auto", "bfloat16", "float32"] = "auto"
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"

    def check(self) -> None:
        """See Recipe."""
        super().check()
        if self.boosted and self.members != 3:
            raise InputError(f"got boosted=true with members={self.members}, wanted members=3")

    @property
    def outputs(self) -> int:
        """How many a net has: one for each digit, and one for what is none if it is shown such."""
        return 11 if self.non_digits else 10

    @property
    def rounds(self) -> int:
        """Epochs that are counted, the last one perhaps a part of one."""
        return math.ceil(self.epochs)


@dataclass(frozen=True)
class ClassicRecipe(Recipe):
    """What a classic method has besides: what is done to digits before it sees them.

    In the order of the attributes; the same steps stand in the file. In the end pixels are rounded
    to 256 levels again, so that the file and the method see the very same numbers.

    Attributes:
        centring: "mass" leaves digits as MNIST has them, by their centre of mass; "box" brings the
            middle of their bounding box to the middle of the picture, to the pixel.
        deskew: upright digits by a shear, from the image moments.
        denoise: pixels fainter than this become 0; 0 to 255.
        blur: standard deviation, in pixels, of a Gaussian; 0 blurs nothing.
        side: edge of the picture: 28, or 16 by averaging over the middle 24×24 pixels.
    """

    validation: float = 0.05
    centring: Literal["mass", "box"] = "mass"
    deskew: bool = False
    denoise: int = 0
    blur: float = 0.0
    side: Literal[28, 16] = 28


def field_names(thing: Any) -> tuple[str, ...]:
    """Names of a dataclass instance's fields, in order."""
    return tuple(field.name for field in fields(thing))
