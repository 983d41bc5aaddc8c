import numpy as np

from inkdigits.arrays import FloatArray, Labels

_LISTED = 30


def listed(k: int, known: int) -> int:
    """How many of the known rows are listed where `k` vote: they say how near each digit is."""
    return min(max(k, _LISTED), known)


def vote(labels: Labels, distances: FloatArray, k: int) -> FloatArray:
    """Score the ten digits by the nearest known ones, listed with the nearest first.

    Each of the first `k` gives its digit a vote. To that comes up to half a vote for being near:
    half the distance of the nearest of all over the distance of the digit's nearest (the farthest
    listed, for a digit that is not listed). So a tie goes to the digit whose nearest is nearer, and
    scores tell a clear case from a close one.

    Args:
        labels: (N, C) uint8, the listed digits, C at least `k`.
        distances: (N, C) rising along the rows, at least 0; infinite where unknown.
        k: how many vote.

    Returns:
        (N, 10) float32; the greatest score is the answer.
    """
    count = len(labels)
    rows = np.arange(count)
    votes = np.zeros((count, 10), np.float64)
    for place in range(k):
        votes[rows, labels[:, place]] += 1
    nearest = np.repeat(distances[:, -1:].astype(np.float64), 10, axis=1)
    for place in reversed(range(labels.shape[1])):  # the nearest of each digit is written last
        nearest[rows, labels[:, place]] = distances[:, place]
    tiny = np.finfo(np.float32).tiny  # 0 over 0 is 1: it is as near as can be
    votes += 0.5 * (nearest.min(axis=1, keepdims=True) + tiny) / (nearest + tiny)
    return votes.astype(np.float32)
