from pathlib import Path

from inkdigits.files import write_text


def write_section(page: Path, name: str, lines: list[str]) -> None:
    """Replace what stands in a Markdown page between a section's marks."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = page.read_text("utf-8").partition(begin)
    after = rest.partition(end)[2]
    write_text(page, "\n".join([before + begin, *lines, end]) + after)
