import numpy as np

from inkdigits.arrays import FloatArray


def shift_rows(rows: FloatArray, reach: int) -> FloatArray:
    """Pictures moved by up to `reach` pixels each way, and as they are.

    Args:
        rows: (N, side · side) flattened square pictures.
        reach: 1 gives 9 of each, 2 gives 25; what comes in from outside is 0.

    Returns:
        ((2 · reach + 1)² · N, side · side): all pictures by the first shift, by the second, ...
    """
    side = round(rows.shape[1] ** 0.5)
    padded = np.pad(rows.reshape(-1, side, side), ((0, 0), (reach, reach), (reach, reach)))
    steps = range(2 * reach + 1)
    moved = [padded[:, y : y + side, x : x + side] for y in steps for x in steps]
    return np.concatenate(moved).reshape(-1, side * side)
