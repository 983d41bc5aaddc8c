from inkdigits.leaderboard.rows._classic import BOOSTING, LINEAR, NON_LINEAR
from inkdigits.leaderboard.rows._convolutional import CONVOLUTIONAL
from inkdigits.leaderboard.rows._dense import DENSE
from inkdigits.leaderboard.rows._knn import KNN
from inkdigits.leaderboard.rows._ours import OURS
from inkdigits.leaderboard.rows._svm import SVM

ROWS = (*LINEAR, *KNN, *BOOSTING, *NON_LINEAR, *SVM, *DENSE, *CONVOLUTIONAL, *OURS)
"""The 69 rows of LeCun's MNIST table in its order, and then ours.

The table stood at yann.lecun.com/exdb/mnist; whole copies of it agree.
"""

FAMILIES = tuple(dict.fromkeys(row.family for row in ROWS))
"""What `--only` takes besides the zoo's names."""
