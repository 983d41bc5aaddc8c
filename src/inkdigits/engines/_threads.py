import os


def limit_threads(cores: int) -> None:
    """Keep this process to some cores.

    What is imported later looks at the environment when it is: torch, and our own `usable_cpus`.
    """
    import cv2

    os.environ["OMP_NUM_THREADS"] = str(cores)
    cv2.setNumThreads(cores)
