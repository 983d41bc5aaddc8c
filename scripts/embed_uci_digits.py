"""Make src/inkdigits/data/uci_digits.npz, the digits that the package carries.

They are scikit-learn's copy of the test half of the UCI "Optical Recognition of Handwritten
Digits" set: 1,797 digits of 13 people, 8×8 pixels, ink 0 to 16. Run it from the repository's root:

    python scripts/embed_uci_digits.py
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TARGET = Path("src/inkdigits/data/uci_digits.npz")


def main() -> None:
    """Write the digits, in scikit-learn's order, as uint8."""
    digits = load_digits()
    images = digits.images.astype(np.uint8)
    if images.shape != (1797, 8, 8) or images.max() != 16:
        raise SystemExit(f"got {images.shape}, ink up to {images.max()}: not the digits expected")
    np.savez_compressed(TARGET, images=images, labels=digits.target.astype(np.uint8))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
