"""Reading all pages, several at a time."""

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from journal import Journal, PageRecord
from readers import draw_page, read_page


def read_all(journals: dict[tuple[str, str], Journal], pages: int, jobs: int) -> None:
    """Read what has not been read, several pages at a time, each by all who have not read it."""
    work = [
        (category, seed, missing)
        for category in dict.fromkeys(category for _, category in journals)
        for seed in range(pages)
        if (
            missing := [
                reader
                for (reader, theirs), journal in journals.items()
                if theirs == category and seed not in journal.records
            ]
        )
    ]
    # Nets and their threads do not survive a fork.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(read_one, *one) for one in work]
        for number, future in enumerate(as_completed(running), 1):
            category, records = future.result()
            for reader, record in records.items():
                journals[reader, category].add(record)
            print(f"\rpage {number:,} of {len(work):,}", end="", file=sys.stderr, flush=True)
    if work:
        print(file=sys.stderr)


def read_one(category: str, seed: int, readers: Sequence[str]) -> tuple[str, dict[str, PageRecord]]:
    page = draw_page(category, seed)
    return category, {reader: read_page(reader, page) for reader in readers}
