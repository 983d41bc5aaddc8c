"""Labels of MNIST's test part that people who were shown the digits did not agree with.

Northcutt, Athalye and Mueller, "Pervasive Label Errors in Test Sets Destabilize Machine Learning
Benchmarks", NeurIPS 2021 Datasets and Benchmarks (arXiv 2103.14749): five raters each looked at the
candidates that confident learning had found; of these fifteen most raters did not choose the label.
"""

DISPUTED_MNIST_TEST: tuple[int, ...] = (
    947, 1621, 1901, 2130, 2462, 2597, 2654, 3520, 3558, 5937, 6651, 6783, 8527, 9679, 9729,
)  # fmt: skip
"""Indices, counted from 0, in the order of `t10k-images-idx3-ubyte`."""
