"""One contender in a fresh process: every batch size, warmed up, then timed call by call."""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from contenders import CONTENDERS, Predict

LARGEST_DIFFERENCE = 1e-4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contender", choices=CONTENDERS)
    parser.add_argument("--folder", type=Path, required=True, help="the nets and digits.npz")
    parser.add_argument("--sizes", type=int, nargs="+", required=True, help="digits a call")
    parser.add_argument("--seconds", type=float, required=True, help="how long to time each size")
    options = parser.parse_args()
    with np.load(options.folder / "digits.npz") as file:
        digits, expected = file["images"], file["probabilities"]
    contender = CONTENDERS[options.contender]
    predict = contender.open(options.folder)
    if contender.exact:
        check(predict, digits[: len(expected)], expected)
    rows = [measure(predict, digits[:size], options.seconds) for size in options.sizes]
    print(json.dumps(rows))


def check(predict: Predict, digits: np.ndarray, expected: np.ndarray) -> None:
    """Be sure that the same net is measured."""
    difference = float(np.abs(predict(digits) - expected).max())
    if not difference <= LARGEST_DIFFERENCE:
        raise SystemExit(f"another net: probabilities differ by up to {difference:.1e}")


def measure(predict: Predict, digits: np.ndarray, seconds: float) -> dict[str, float]:
    """Latency of calls with these digits; at least three are timed."""
    time_calls(predict, digits, seconds / 3)  # warm-up: compiles, fills caches and arenas
    latencies = time_calls(predict, digits, seconds)
    p50, p95 = np.percentile(latencies, [50, 95])
    return {
        "size": len(digits),
        "calls": len(latencies),
        "p50_ms": 1e3 * float(p50),
        "p95_ms": 1e3 * float(p95),
        "images_per_second": len(digits) * len(latencies) / sum(latencies),
    }


def time_calls(predict: Predict, digits: np.ndarray, seconds: float) -> list[float]:
    latencies: list[float] = []
    spent = 0.0
    while len(latencies) < 3 or spent < seconds:
        began = time.perf_counter()
        predict(digits)
        latencies.append(time.perf_counter() - began)
        spent += latencies[-1]
    return latencies


if __name__ == "__main__":
    main()
