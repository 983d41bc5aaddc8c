from inkdigits.leaderboard.rows._classic import LINEAR, NON_LINEAR
from inkdigits.leaderboard.rows._svm import SVM

ROWS = (*LINEAR, *NON_LINEAR, *SVM)
"""The 69 rows of LeCun's MNIST table in its order, and then ours.

The table stood at yann.lecun.com/exdb/mnist; whole copies of it agree.
"""

FAMILIES = tuple(dict.fromkeys(row.family for row in ROWS))
