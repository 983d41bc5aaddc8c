from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np

from inkdigits.arrays import Images
from inkdigits.errors import InputError
from inkdigits.preprocess.augment._affine import AffineRange, augment_affine
from inkdigits.preprocess.augment._elastic import augment_elastic
from inkdigits.preprocess.augment._erasing import augment_erasing
from inkdigits.preprocess.augment._ground import augment_ground
from inkdigits.preprocess.augment._rule import augment_rule
from inkdigits.preprocess.augment._stroke import augment_stroke
from inkdigits.preprocess.augment._tone import augment_blur, augment_contrast, augment_noise

_NO_KIND = ("elastic_sigma", "share")
_SHARES = ("zoom", "scale", "contrast", "ground", "rule", "erasing", "share")
_COVERED = 0.08  # of the field, by erasing
_REACH = 12.0  # pixels from the middle, where a ruled line may pass


@dataclass(frozen=True)
class Augmentation:
    """How digits are changed each time they are shown to a net; every kind is off at 0.

    Attributes:
        rotation: degrees, ±.
        zoom: share of the size, ±, for width and height together.
        scale: share of the size, ±, for width and height apart.
        shear: sideways pixels for each pixel of height, ±.
        shift: pixels, ±, for x and y apart.
        elastic: strength α in pixels before smoothing (Simard 2003 takes 34).
        stroke: pixels by which a stroke's edges move, ±.
        blur: the strongest Gaussian's σ in pixels.
        contrast: the largest share of its brightness that ink loses.
        ground: the brightest grey under the ink, as a share of full ink.
        noise: the strongest noise's standard deviation, in grey levels of 255.
        rule: share of the digits that a ruled line crosses.
        erasing: share of the digits of which a rectangle is covered.
        elastic_sigma: stiffness of the elastic distortion, σ in pixels.
        share: of the digits that each of stroke, blur, contrast, ground and noise changes, so that
            clean ones remain.

    Raises:
        InputError: an amount is below 0, a share above 1, or `elastic_sigma` 0 where it counts.
    """

    rotation: float = 0.0
    zoom: float = 0.0
    scale: float = 0.0
    shear: float = 0.0
    shift: float = 0.0
    elastic: float = 0.0
    stroke: float = 0.0
    blur: float = 0.0
    contrast: float = 0.0
    ground: float = 0.0
    noise: float = 0.0
    rule: float = 0.0
    erasing: float = 0.0
    elastic_sigma: float = 4.0
    share: float = 0.5

    def __post_init__(self) -> None:
        for field in fields(self):
            value, most = getattr(self, field.name), 1 if field.name in _SHARES else np.inf
            if not 0 <= value <= most:
                wanted = "0 to 1" if most == 1 else "0 or more"
                raise InputError(f"got {field.name}={value:g}, wanted {wanted}")
        if self.elastic and not self.elastic_sigma:
            raise InputError("got elastic_sigma=0, wanted more than 0")

    def __call__(self, images: Images, rng: np.random.Generator) -> Images:
        """Change each digit as it happens, in the order pen, cover, hand, camera.

        Args:
            images: (N, 28, 28) uint8, ink bright (255) on 0.
            rng: where the chances come from; the same state gives the same pictures.

        Returns:
            (N, 28, 28) uint8, new pictures in the same order.
        """
        changed = _some(augment_stroke, images, rng, self.share, self.stroke)
        # Before the digit gets its size, so that a small one is not covered whole.
        changed = _some(augment_erasing, changed, rng, self.erasing, _COVERED)
        bent = AffineRange(self.rotation, self.scale, self.shear, self.shift, self.zoom)
        if bent != AffineRange(0, 0, 0, 0, 0):
            changed = augment_affine(changed, rng, bent)
        if self.elastic:
            changed = augment_elastic(changed, rng, self.elastic, self.elastic_sigma)
        changed = _some(augment_rule, changed, rng, self.rule, _REACH)
        changed = _some(augment_blur, changed, rng, self.share, self.blur)
        changed = _some(augment_contrast, changed, rng, self.share, self.contrast)
        changed = _some(augment_ground, changed, rng, self.share, self.ground)
        changed = _some(augment_noise, changed, rng, self.share, self.noise)
        return changed.copy() if changed is images else changed

    def kinds(self) -> dict[str, "Augmentation"]:
        """Each kind that is on, by its field's name, as an augmentation of nothing else.

        Its share is 1: it changes every digit.
        """
        amounts = {field.name: getattr(self, field.name) for field in fields(self)}
        alone = Augmentation(elastic_sigma=self.elastic_sigma, share=1.0)
        return {
            name: replace(alone, **{name: 1.0 if name in ("rule", "erasing") else amount})
            for name, amount in amounts.items()
            if amount and name not in _NO_KIND
        }


def _some(
    augment: Callable[[Images, np.random.Generator, float], Images],
    images: Images,
    rng: np.random.Generator,
    share: float,
    amount: float,
) -> Images:
    """Change a share of the digits, chosen by chance; `images` itself where the kind is off."""
    if not amount or not share:
        return images
    chosen = np.flatnonzero(rng.random(len(images)) < share)
    changed = images.copy()
    changed[chosen] = augment(images[chosen], rng, amount)
    return changed


_AFFINE = Augmentation(rotation=10.0, scale=0.1, shear=0.1, shift=2.0)

AUGMENTATIONS: dict[str, Augmentation] = {
    "none": Augmentation(),
    # Elastic distortion alone, as Simard 2003 took it: digits stay where and as large as they are,
    # which suits a dense net.
    "bend": Augmentation(elastic=34.0),
    "affine": _AFFINE,
    "strong": Augmentation(rotation=15.0, scale=0.15, shear=0.15, shift=2.0),
    "elastic": replace(_AFFINE, elastic=34.0),
    # For people's own digits: other pens, sizes, slants, places, papers and cameras.
    "wide": Augmentation(
        rotation=25.0,
        zoom=0.35,
        scale=0.08,
        shear=0.25,
        shift=4.5,
        elastic=10.0,
        stroke=1.5,
        blur=1.2,
        contrast=0.5,
        ground=0.5,
        noise=25.0,
        rule=0.1,
        erasing=0.15,
        share=0.3,
    ),
}
"""The augmentations a recipe can name, mildest first."""
