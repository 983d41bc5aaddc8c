"""Which score tells best what is no digit? The bundled recognizer's own, or one from its answers.

Measured on the digits of the writers held out, and on non-digits of the training kinds drawn with
another seed: what chooses must not be what judges. Prints a table.

    python benchmarks/rejection_scores.py [--model runs/convnet-wide/…]
"""

import argparse

import numpy as np
from scipy.special import logsumexp

from inkdigits.arrays import FloatArray, Images
from inkdigits.data import load_dataset
from inkdigits.data.non_digits import non_digits
from inkdigits.evaluation import rejection
from inkdigits.models import REGISTRY
from inkdigits.recognizer import Recognizer, load_recognizer
from inkdigits.training import divide

SHARES = (0.01, 0.005, 0.002)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", default="default", help="a recognizer that scores non-digits")
    recognizer = load_recognizer(parser.parse_args().model)
    _, held_out = divide(load_dataset("mnist").train, REGISTRY["convnet-wide"].recipe)
    assert held_out is not None
    assert held_out.labels is not None
    drawn = non_digits(held_out.images, held_out.labels, 8_000, seed=1, part="train")
    of_digits, of_others = scores(recognizer, held_out.images), scores(recognizer, drawn.images)
    print("non-digits rejected, where this share of true digits is:")
    print("score".ljust(34) + "".join(f"{share:>9.1%}" for share in SHARES) + "    AUROC")
    for name, score in of_digits.items():
        found = [rejection(score, of_others[name], drawn.kinds, share) for share in SHARES]
        shares = "".join(f"{one.non_digits.share:>9.2%}" for one in found)
        print(f"{name:34}{shares}{found[0].auroc:>9.4f}")


def scores(recognizer: Recognizer, images: Images) -> dict[str, FloatArray]:
    """Each candidate's score; higher is less like a digit."""
    probabilities, own = recognizer.recognize(images)
    logits = recognizer.predict_logits(images).astype(np.float64)
    doubt = 1 - probabilities.max(axis=1)
    return {
        "the eleventh output": own,
        "1 - largest probability": doubt,
        "either of the two": 1 - (1 - own) * (1 - doubt),
        "energy (Liu and others 2020)": -logsumexp(logits, axis=1),
    }


if __name__ == "__main__":
    main()
