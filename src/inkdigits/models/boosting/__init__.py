from inkdigits.models.boosting._estimator import BoostedStumps as BoostedStumps
