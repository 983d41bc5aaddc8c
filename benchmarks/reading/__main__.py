"""How well pages are read: ours and Tesseract, on made pages from MNIST's test digits.

Writes every page's result, the tables and figures of docs/reading.md, and the worst pages. What a
reader has read is not read again until the reader, its nets or the pages change, so the command can
be stopped and started. Half an hour on two cores, and minutes for `--speed`, which wants a machine
that does nothing else.

    python benchmarks/reading [--pages 200] [--only plain ruled] [--without-tesseract]
    python benchmarks/reading --speed
"""

import argparse
import os
import sys
from pathlib import Path

import tesseract
from journal import Journal
from readers import MEASURED, READERS, page_version
from report import report
from run import read_all
from speed import measure_speed

OUT = Path(__file__).parent.parent / "results" / "reading"
FULL = 200  # pages a category that make a result


def main() -> None:
    options = parse_arguments()
    if options.speed:
        measure_speed(options.out)
        return
    readers = chosen_readers(options)
    journals = {
        (reader, category): open_journal(options.out, reader, category)
        for reader in readers
        for category in options.only
        if category in READERS[reader].categories
    }
    read_all(journals, options.pages, options.jobs)
    records = {
        key: [journal.records[seed] for seed in range(options.pages)]
        for key, journal in journals.items()
    }
    whole = list(options.only) == list(MEASURED)
    report(records, options.out, whole, tried_out=options.pages < FULL)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--pages", type=int, default=FULL, help=f"pages a category, from 1 (default: {FULL})"
    )
    parser.add_argument(
        "--only",
        nargs="+",
        choices=MEASURED,
        default=MEASURED,
        metavar="CATEGORY",
        help=f"leaves the docs as they are (default: all of {', '.join(MEASURED)})",
    )
    parser.add_argument("--without-tesseract", action="store_true", help="just ours")
    parser.add_argument(
        "--with-components",
        action="store_true",
        help="also our reader with connected components in place of the ink net",
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count(), help="processes (default: one for each core)"
    )
    parser.add_argument("--speed", action="store_true", help="measure times, and nothing else")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the results")
    options = parser.parse_args()
    if options.pages < 1:
        parser.error(f"got {options.pages} pages, wanted 1 or more")
    return options


def chosen_readers(options: argparse.Namespace) -> list[str]:
    if tesseract.version() is None and not options.without_tesseract:
        print("Tesseract is not installed, so it does not take part.", file=sys.stderr)
    return [
        name
        for name in READERS
        if (options.with_components or name != "components")
        and not (options.without_tesseract and name.startswith("tesseract"))
    ]


def open_journal(out: Path, reader: str, category: str) -> Journal:
    head = {"reader": reader, "category": category, "pages": page_version()}
    head |= READERS[reader].version
    return Journal(out / "raw" / reader / f"{category}.jsonl", head)


if __name__ == "__main__":
    main()
