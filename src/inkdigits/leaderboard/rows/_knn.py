"""Nearest neighbours."""

from dataclasses import replace

from inkdigits.leaderboard.rows._row import Row

_LECUN, _WILDER = "LeCun et al. 1998", "K. Wilder"
_CLEANED = "deskewing, noise removal, blurring"
_BLURRED = {"deskew": True, "blur": 0.5}
_CLEAN = {"deskew": True, "denoise": 51, "blur": 0.8}
_FIRST = "L3 among the 500 digits nearest by L2"

_ROWS = (
    Row("knn", "k-nearest-neighbours, Euclidean (L2)", "none", 5.0, _LECUN, "knn",
        note="LeCun's figure is higher than Wilder's for the same; nobody says why", quick=True),
    Row("knn", "k-nearest-neighbours, Euclidean (L2), by Wilder", "none", 3.09, _WILDER, "knn"),
    Row("knn", "k-nearest-neighbours, L3", "none", 2.83, _WILDER, "knn-l3", note=_FIRST),
    Row("knn", "k-nearest-neighbours, Euclidean (L2)", "deskewing", 2.4, _LECUN, "knn",
        {"deskew": True}),
    Row("knn", "k-nearest-neighbours, Euclidean (L2)", _CLEANED, 1.8, _WILDER, "knn",
        {**_BLURRED, "k": 5}, "blur of our own choice, no noise removed, k = 5"),
    Row("knn", "k-nearest-neighbours, L3", _CLEANED, 1.73, _WILDER, "knn-l3",
        {**_BLURRED, "k": 4}, "blur of our own choice, no noise removed, k = 4; " + _FIRST),
    Row("knn", "k-nearest-neighbours, L3", _CLEANED + ", 1 pixel shift", 1.33, _WILDER, "knn-l3",
        {**_CLEAN, "reach": 1, "k": 4}, "k = 4; " + _FIRST),
    Row("knn", "k-nearest-neighbours, L3", _CLEANED + ", 2 pixel shift", 1.22, _WILDER, "knn-l3",
        {**_CLEAN, "reach": 2, "k": 4}, "k = 4; " + _FIRST),
    Row("knn", "k-NN with non-linear deformation (IDM)", "shiftable edges", 0.54,
        "Keysers et al. 2007", "knn-idm", {"candidates": 2000},
        "among the 2,000 digits nearest by L2"),
    Row("knn", "k-NN with non-linear deformation (P2DHMDM)", "shiftable edges", 0.52,
        "Keysers et al. 2007", "knn-p2dhmdm",
        note="k = 5, among the 100 nearest by IDM of the 500 nearest by L2"),
    Row("knn", "k-NN, tangent distance", "subsampling to 16×16 pixels", 1.1, _LECUN,
        "knn-tangent", note="28×28 pixels, smoothed; k = 4, among the 500 digits nearest by L2"),
    Row("knn", "k-NN, shape context matching", "shape context feature extraction", 0.63,
        "Belongie et al. 2002", "knn-shape-context",
        note="all training digits and not 20,000, but few of the 500 nearest by L2 are matched"),
)  # fmt: skip

# Published figures rest on all 60,000 digits: what is held out here serves the temperature only.
KNN = tuple(replace(row, settings={"validation": 0.02, **row.settings}) for row in _ROWS)
