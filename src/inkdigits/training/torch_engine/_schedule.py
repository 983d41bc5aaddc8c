def one_cycle(step: int, steps: int, warmup: float) -> float:
    """The learning rate of a step as a share of its peak: a straight rise, then a straight fall.

    After Smith and Topin 2017, "Super-Convergence" (arXiv 1708.07120), with both ends at 0.

    Args:
        step: number of the step, from 0.
        steps: how many there are.
        warmup: share of them that rises, in [0, 1).

    Returns:
        In (0, 1].
    """
    done = (step + 1) / (steps + 1)
    if done < warmup:
        return done / warmup
    return (1 - done) / (1 - warmup)
