DISPUTED_MNIST_TEST: tuple[int, ...] = (
    947, 1621, 1901, 2130, 2462, 2597, 2654, 3520, 3558, 5937, 6651, 6783, 8527, 9679, 9729,
)  # fmt: skip
"""Places, from 0, of the digits in MNIST's test part whose label most people reject.

Northcutt, Athalye and Mueller, "Pervasive Label Errors in Test Sets Destabilize Machine Learning
Benchmarks", 2021 (arXiv 2103.14749), had five people each look at the 100 digits that confident
learning doubted most; these are the 15 whose given label got fewer than 3 of the 5 votes, counted
from `mturk/mnist_mturk.json` of https://github.com/cleanlab/label-errors. Nobody looked at the
other 9,900 so, and only 947 and 6651 got all five votes for one and the same other digit.
"""
