"""Time calls of `read` in a process of its own, which may be held to so many CPUs."""

import argparse
import json
import os
import time
from pathlib import Path

WARM_UP = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--cpus", type=int, help="default: all")
    parser.add_argument("--calls", type=int, required=True)
    options = parser.parse_args()
    if options.cpus:
        # Before anything is imported that counts CPUs.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.cpus])

    from inkdigits.images import decode_gray
    from inkdigits.reading import read
    from inkdigits.recognizer import load_recognizer

    gray, recognizer = decode_gray(options.picture), load_recognizer()
    seconds = []
    for _ in range(WARM_UP + options.calls):
        began = time.perf_counter()
        read(gray, recognizer)
        seconds.append(time.perf_counter() - began)
    print(json.dumps(seconds[WARM_UP:]))


if __name__ == "__main__":
    main()
