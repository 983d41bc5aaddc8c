from inkdigits.recognizer import usable_cpus


def keep_to_own_cores() -> None:
    """Let what reckons use as many threads as an engine gave cores to this process.

    The engine says so in the environment, which comes too late for libraries that were imported
    with the work itself.
    """
    import torch
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    torch.set_num_threads(usable_cpus())
    threadpool_limits(usable_cpus())
