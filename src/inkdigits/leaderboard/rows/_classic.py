"""Linear, boosted, and other non-linear classifiers."""

from inkdigits.leaderboard.rows._row import Row

_LECUN = "LeCun et al. 1998"
_KEGL = "Kégl and Busa-Fekete 2009"
_PLANES = "cross-entropy and no square error"

LINEAR = (
    Row("linear", "linear classifier (1-layer NN)", "none", 12.0, _LECUN, "linear",
        note=_PLANES, quick=True),
    Row("linear", "linear classifier (1-layer NN)", "deskewing", 8.4, _LECUN, "linear",
        {"deskew": True}, _PLANES),
    Row("linear", "pairwise linear classifier", "deskewing", 7.6, _LECUN, "pairwise-linear",
        note="logistic regression for each pair"),
)  # fmt: skip

NON_LINEAR = (
    Row("non-linear", "40 PCA + quadratic classifier", "none", 3.3, _LECUN, "pca-quadratic",
        note=_PLANES, quick=True),
    Row("non-linear", "1000 RBF + linear classifier", "none", 3.6, _LECUN, "rbf-linear",
        note=_PLANES, quick=True),
)  # fmt: skip
