"""The tables of docs/reading.md, and which figures are drawn."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from journal import PageRecord
from picture import draw_accuracy
from readers import IDS, IDS_CATEGORY
from scores import Estimate, Summary, summarise
from sheet import draw_worst

from inkdigits.files import write_text
from inkdigits.training import describe_environment

sys.path.append(str(Path(__file__).parent.parent))
from section import write_section

ROOT = Path(__file__).parent.parent.parent
PAGE, README = ROOT / "docs" / "reading.md", ROOT / "README.md"

KINDS = {
    "plain": "plain paper, scanned",
    "ruled": "ruled paper, scanned",
    "graph": "squared paper, scanned",
    "boxes": "boxes of a form, scanned",
    "photo": "a phone's photo: shadow, noise, blur, perspective",
    "touching": "digits that touch or overlap",
    "clutter": "words, signs, ticks and smudges around the numbers",
    "sideways": "a photo on its side or upside down",
    IDS_CATEGORY: "a photo of 8-digit ids",
}
"""What the README calls the categories."""

COMPONENTS = (
    "Connected components in place of the ink net. The rest is as it is, the line net too, which "
    "learnt from the ink net's ink:"
)

Records = Mapping[tuple[str, str], Sequence[PageRecord]]
"""By reader and category."""


def report(records: Records, out: Path, whole: bool, tried_out: bool) -> None:
    """Write tables and figures; into the docs only if every category was read."""
    scores = {key: [record.score() for record in pages] for key, pages in records.items()}
    summaries = {key: summarise(pages) for key, pages in scores.items()}
    ours = of_reader(summaries, "inkdigits")
    theirs = best_of_tesseract(summaries)
    all_ours = summarise([page for name in ours for page in scores["inkdigits", name]])
    all_theirs = [page for name, (mode, _) in theirs.items() for page in scores[mode, name]]
    sections = {"accuracy": accuracy_table({**ours, "all": all_ours}, all_ours.pages)}
    if IDS_CATEGORY in ours:
        sections["ids"] = ids_table(summaries)
    sections["tesseract"] = (
        tesseract_table({**ours, "all": all_ours}, {**theirs, "all": ("", summarise(all_theirs))})
        if theirs
        else ["Tesseract took no part in this run."]
    )
    if components := of_reader(summaries, "components"):
        pages = sum(found.pages for found in components.values())
        sections["components"] = [COMPONENTS, "", *accuracy_table(components, pages)]
    if tried_out:
        warning = f"**Tried out with {len(next(iter(records.values())))} pages each: no result.**"
        sections = {name: [warning, "", *lines] for name, lines in sections.items()}
    text = "\n\n".join(f"## {name}\n\n" + "\n".join(lines) for name, lines in sections.items())
    write_text(out / "tables.md", text + "\n")
    print(text)
    if whole:
        for name, lines in sections.items():
            write_section(PAGE, name, ["", *lines, ""])
    if whole and not tried_out:
        write_section(README, "reading", readme_table(summaries))
    draw_accuracy(ours, {name: best for name, (_, best) in theirs.items()}, out / "accuracy.png")
    draw_worst(
        [
            (category, page)
            for (reader, category), pages in records.items()
            for page in pages
            if reader == "inkdigits"
        ],
        out / "worst.png",
    )


def of_reader(summaries: Mapping[tuple[str, str], Summary], reader: str) -> dict[str, Summary]:
    return {category: found for (who, category), found in summaries.items() if who == reader}


def best_of_tesseract(
    summaries: Mapping[tuple[str, str], Summary],
) -> dict[str, tuple[str, Summary]]:
    """Of each category the reader, in the mode that errs least, and how it did."""
    best: dict[str, tuple[str, Summary]] = {}
    for (reader, category), found in summaries.items():
        if reader.startswith("tesseract") and (
            category not in best or found.error_rate.value < best[category][1].error_rate.value
        ):
            best[category] = reader, found
    return best


def accuracy_table(summaries: Mapping[str, Summary], pages: int) -> list[str]:
    lines = [
        "| | exact lines | digit errors | missed a page | invented a page | seen how it lies |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for category, found in summaries.items():
        upright = percent(found.upright) if found.upright else "–"
        cells = [percent(found.exact), percent(found.error_rate)]
        cells += [count(found.missed), count(found.invented), upright]
        lines.append(f"| {category} | {' | '.join(cells)} |")
    return [*lines, "", f"{pages:,} pages. {machine()}"]


def ids_table(summaries: Mapping[tuple[str, str], Summary]) -> list[str]:
    lines = ["| | exact ids | digit errors | missed a page |", "|---|---:|---:|---:|"]
    for reader, label in (("inkdigits", "without a list"), ("inkdigits-one-of", "`--one-of`")):
        found = summaries[reader, IDS_CATEGORY]
        cells = [percent(found.exact), percent(found.error_rate), count(found.missed)]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return lines


def tesseract_table(
    ours: Mapping[str, Summary], theirs: Mapping[str, tuple[str, Summary]]
) -> list[str]:
    lines = [
        "| | Tesseract's mode | exact lines | digit errors | ours | ours to Tesseract's |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for category, (reader, found) in theirs.items():
        mode = reader.removeprefix("tesseract-")
        mine = ours[category].error_rate
        theirs_rate = found.error_rate.value
        ratio = f"{mine.value / theirs_rate:.3f}" if theirs_rate else "–"
        lines.append(
            f"| {category} | {mode} | {percent(found.exact)} | {percent(found.error_rate)} "
            f"| {percent(mine)} | {ratio} |"
        )
    return lines


def readme_table(summaries: Mapping[tuple[str, str], Summary]) -> list[str]:
    """Numbers read exactly, by category, for people who want to know what to expect."""
    ours, theirs = of_reader(summaries, "inkdigits"), best_of_tesseract(summaries)
    rows = {KINDS[name]: (found, theirs.get(name)) for name, found in ours.items()}
    if listed := summaries.get(("inkdigits-one-of", IDS_CATEGORY)):
        rows[f"the same with `--one-of` a list of {IDS}"] = listed, None
    lines = ["| pages | numbers read exactly |", "|---|---:|"]
    if theirs:
        lines = ["| pages | numbers read exactly | by Tesseract |", "|---|---:|---:|"]
    for kind, (found, other) in rows.items():
        cells = [kind, percent(found.exact)]
        if theirs:
            cells.append(percent(other[1].exact) if other else "–")
        lines.append(f"| {' | '.join(cells)} |")
    made = next(iter(ours.values())).pages
    return [
        *lines,
        "",
        f"{made} made pages of each kind, with numbers of 4 to 8 of MNIST's test digits; 95 % "
        "intervals. Written by `python benchmarks/reading`.",
    ]


def percent(share: Estimate) -> str:
    return f"{100 * share.value:.2f} % ({100 * share.low:.2f}–{100 * share.high:.2f})"


def count(rate: Estimate) -> str:
    return f"{rate.value:.3f} ({rate.low:.3f}–{rate.high:.3f})"


def machine() -> str:
    environment = describe_environment()
    packages = environment["packages"]
    return (
        f"{environment['processor']}; Python {environment['python']}, onnxruntime "
        f"{packages['onnxruntime']}."
    )
