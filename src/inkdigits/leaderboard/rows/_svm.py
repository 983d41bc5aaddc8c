"""Support-vector machines."""

from dataclasses import replace

from inkdigits.leaderboard.rows._row import Row

_DECOSTE = "DeCoste and Schölkopf 2002"
_PAIRS = "a machine for each pair of digits, not for each digit"

_ROWS = (
    Row("svm", "SVM, Gaussian kernel", "none", 1.4, "no reference given", "svm",
        note=_PAIRS, quick=True),
    Row("svm", "SVM deg 4 polynomial", "deskewing", 1.1, "LeCun et al. 1998", "svm",
        {"kernel": "polynomial", "degree": 4, "offset": 0.0, "deskew": True}, _PAIRS),
    Row("svm", "reduced-set SVM deg 5 polynomial", "deskewing", 1.0, "LeCun et al. 1998", "svm",
        {"kernel": "polynomial", "degree": 5, "offset": 0.0, "deskew": True, "reduced": 3000},
        "vectors are chosen, not made; " + _PAIRS),
    Row("svm", "virtual SVM deg 9 polynomial [distortions]", "none", 0.8, "LeCun et al. 1998",
        "svm-virtual", {"deskew": False}, "moved by a pixel each way; " + _PAIRS),
    Row("svm", "virtual SVM, deg 9 polynomial, 1-pixel jittered", "none", 0.68, _DECOSTE,
        "svm-virtual", {"deskew": False}, "the same machine as the row above; " + _PAIRS),
    Row("svm", "virtual SVM, deg 9 polynomial, 1-pixel jittered", "deskewing", 0.68, _DECOSTE,
        "svm-virtual", note=_PAIRS),
    Row("svm", "virtual SVM, deg 9 polynomial, 2-pixel jittered", "deskewing", 0.56, _DECOSTE,
        "svm-virtual", {"shift": 2}, _PAIRS),
)  # fmt: skip

# As for nearest neighbours: the temperature needs few digits.
SVM = tuple(replace(row, settings={"validation": 0.02, **row.settings}) for row in _ROWS)
