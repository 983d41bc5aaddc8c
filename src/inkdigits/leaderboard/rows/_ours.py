"""What the table does not have: what people try first today, and this project's own nets."""

from inkdigits.leaderboard.rows._row import Row

OURS = (
    Row("trees", "random forest", "none", None, "Breiman 2001", "random-forest", quick=True),
    Row("trees", "gradient-boosted trees", "none", None, "Friedman 2001", "gradient-boosting"),
    Row("ours", "convnet-tiny", "none", None, "docs/small.md", "convnet-tiny"),
    Row("ours", "convnet-fast", "none", None, "docs/ladder.md", "convnet-fast"),
    Row("ours", "convnet", "none", None, "docs/ladder.md", "convnet", quick=True),
    Row("ours", "convnet-best", "none", None, "docs/ladder.md", "convnet-best"),
    Row("ours", "convnet-ensemble", "none", None, "docs/ladder.md", "convnet-ensemble"),
)  # fmt: skip
