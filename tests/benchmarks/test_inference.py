from benchmarks.inference.summary import Spread, summarise, table


def row(size: int, rate: float, p50: float, p95: float) -> dict[str, float]:
    return {"size": size, "calls": 3, "p50_ms": p50, "p95_ms": p95, "images_per_second": rate}


ROUNDS = [
    [row(1, 100, 0.1, 0.2), row(10, 1000, 1.0, 2.0)],
    [row(1, 300, 0.2, 0.9), row(10, 3000, 3.0, 4.0)],
    [row(1, 200, 0.3, 0.4), row(10, 2000, 2.0, 3.0)],
    [row(1, 500, 0.4, 0.5), row(10, 5000, 5.0, 5.0)],
    [row(1, 400, 0.5, 0.6), row(10, 4000, 4.0, 6.0)],
]


def test_rounds_become_median_and_quartiles() -> None:
    one, ten = summarise(ROUNDS)
    assert (one.size, ten.size) == (1, 10)
    assert one.images_per_second == Spread(300, 200, 400)
    assert ten.images_per_second == Spread(3000, 2000, 4000)
    assert (one.p50_ms, one.p95_ms) == (0.3, 0.5)
    assert (ten.p50_ms, ten.p95_ms) == (3.0, 4.0)


def test_the_table_has_a_row_for_each_contender() -> None:
    assert table({"ours": summarise(ROUNDS), "one round": summarise(ROUNDS[:1])}).splitlines() == [
        "| digits a call | 1: p50 / p95 | 1 | 10 |",
        "|---|---:|---:|---:|",
        "| ours | 0.300 / 0.500 ms | 300 ± 100 | 3,000 ± 1,000 |",
        "| one round | 0.100 / 0.200 ms | 100 ± 0 | 1,000 ± 0 |",
    ]
