from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from inkdigits.cli._output import JsonOption, print_json
from inkdigits.errors import InputError


def correct(
    source: Annotated[
        str,
        typer.Argument(help="What was audited: mnist, uci-digits, or a file or folder."),
    ],
    corrections: Annotated[
        Path,
        typer.Argument(
            help="audit.csv of 'inkdigits audit' with the column 'correct' filled in: the right "
            "digit, or 'drop' to remove it; empty leaves it."
        ),
    ],
    out: Annotated[Path, typer.Option(help="The .npz file to write.")],
    as_json: JsonOption = False,
) -> None:
    """Write digits with the labels that an audit found wrong put right.

    Example: inkdigits data correct mnist audit/audit.csv --out corrected.npz
    """
    if out.suffix.lower() != ".npz":
        raise InputError(f"got --out {out}, wanted the name of an .npz file")
    from inkdigits.data import correct_labels, load_dataset, read_corrections, write_keras_npz

    rows = read_corrections(corrections)
    split, counts = correct_labels(load_dataset(source), rows, corrections)
    write_keras_npz(out, split)
    if as_json:
        print_json(
            {
                "source": source,
                **asdict(counts),
                "train": len(split.train),
                "test": None if split.test is None else len(split.test),
                "file": str(out),
            }
        )
    else:
        print(
            f"{out}: {counts.changed:,} labels changed, {counts.dropped:,} digits dropped, "
            f"{counts.confirmed:,} labels confirmed"
        )
