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

BOOSTING = (
    Row("boosting", "boosted stumps", "none", 7.7, _KEGL, "boosted-stumps", {"rounds": 5000},
        "5,000 rounds; each looks at 50 pixels", quick=True),
    Row("boosting", "products of boosted stumps (3 terms)", "none", 1.26, _KEGL, "boosted-stumps",
        {"terms": 3, "rounds": 10_000}, "10,000 rounds; each looks at 50 pixels"),
    Row("boosting", "boosted trees (17 leaves)", "none", 1.53, _KEGL, "gradient-boosting",
        {"rounds": 300}, "gradient boosting and no AdaBoost.MH"),
    Row("boosting", "stumps on Haar features", "Haar features", 1.02, _KEGL, "boosted-haar",
        {"rounds": 20_000}, "20,000 rounds; each looks at 50 features"),
    Row("boosting", "product of stumps on Haar features", "Haar features", 0.87, _KEGL,
        "boosted-haar", {"terms": 3, "rounds": 10_000}, "10,000 rounds; each looks at 50 features"),
)  # fmt: skip

NON_LINEAR = (
    Row("non-linear", "40 PCA + quadratic classifier", "none", 3.3, _LECUN, "pca-quadratic",
        note=_PLANES, quick=True),
    Row("non-linear", "1000 RBF + linear classifier", "none", 3.6, _LECUN, "rbf-linear",
        note=_PLANES, quick=True),
)  # fmt: skip
