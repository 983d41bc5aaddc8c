"""Nearest neighbours."""

from inkdigits.leaderboard.rows._row import Row

_LECUN, _WILDER = "LeCun et al. 1998", "K. Wilder"
_CLEAN = {"deskew": True, "denoise": 40, "blur": 0.7}
_CLEANED = "deskewing, noise removal, blurring"
_FIRST = "L3 among the 500 digits nearest by L2"

KNN = (
    Row("knn", "k-nearest-neighbours, Euclidean (L2)", "none", 5.0, _LECUN, "knn", {"k": 1},
        "k = 1; the table does not say why LeCun's figure is higher than Wilder's", quick=True),
    Row("knn", "k-nearest-neighbours, Euclidean (L2), k = 3", "none", 3.09, _WILDER, "knn"),
    Row("knn", "k-nearest-neighbours, L3", "none", 2.83, _WILDER, "knn-l3", note=_FIRST),
    Row("knn", "k-nearest-neighbours, Euclidean (L2)", "deskewing", 2.4, _LECUN, "knn",
        {"deskew": True}),
    Row("knn", "k-nearest-neighbours, Euclidean (L2)", _CLEANED, 1.8, _WILDER, "knn", _CLEAN,
        "noise removal and blur of our own choice"),
    Row("knn", "k-nearest-neighbours, L3", _CLEANED, 1.73, _WILDER, "knn-l3", _CLEAN, _FIRST),
    Row("knn", "k-nearest-neighbours, L3", _CLEANED + ", 1 pixel shift", 1.33, _WILDER, "knn-l3",
        {**_CLEAN, "reach": 1}, _FIRST),
    Row("knn", "k-nearest-neighbours, L3", _CLEANED + ", 2 pixel shift", 1.22, _WILDER, "knn-l3",
        {**_CLEAN, "reach": 2}, _FIRST),
    Row("knn", "k-NN with non-linear deformation (IDM)", "shiftable edges", 0.54,
        "Keysers et al. 2007", "knn-idm", note="among the 500 digits nearest by L2"),
    Row("knn", "k-NN with non-linear deformation (P2DHMDM)", "shiftable edges", 0.52,
        "Keysers et al. 2007", "knn-p2dhmdm", note="among the 500 digits nearest by L2"),
    Row("knn", "k-NN, tangent distance", "subsampling to 16×16 pixels", 1.1, _LECUN,
        "knn-tangent", {"side": 16}, "among the 100 digits nearest by L2"),
    Row("knn", "k-NN, shape context matching", "shape context feature extraction", 0.63,
        "Belongie et al. 2002", "knn-shape-context",
        note="all training digits and not 20,000, but only the 100 nearest by L2 are matched"),
)  # fmt: skip
