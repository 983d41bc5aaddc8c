import hashlib

import numpy as np

from inkdigits.data._dataset import Dataset


def dataset_hash(dataset: Dataset) -> str:
    """What tells two datasets apart: SHA-256 over the images' bytes, then the labels'.

    Args:
        dataset: its name, source and writers do not count.

    Returns:
        64 hexadecimal digits.
    """
    digest = hashlib.sha256(np.ascontiguousarray(dataset.images).data)
    if dataset.labels is not None:
        digest.update(np.ascontiguousarray(dataset.labels).data)
    return digest.hexdigest()
