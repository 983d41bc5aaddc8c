from collections.abc import Sequence
from pathlib import Path

import jinja2

from inkdigits import __version__
from inkdigits.data import Split
from inkdigits.files import write_text
from inkdigits.insight._picture import Picture


def write_page(
    target: Path, split: Split, pictures: Sequence[Picture], left_out: Sequence[str]
) -> None:
    """Write the pictures and their words as one HTML file that needs no other.

    Args:
        target: the HTML file.
        split: what the pictures are of.
        pictures: in the order of the page.
        left_out: a sentence for each picture that could not be drawn.
    """
    # Names and sources come from files and folders of strangers, hence autoescape.
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            # The second has the style that all our pages share.
            [
                jinja2.PackageLoader("inkdigits.insight", "."),
                jinja2.PackageLoader("inkdigits.evaluation.report", "."),
            ]
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("explore.html.j2").render(
        parts=[part for part in (split.train, split.test) if part is not None],
        pictures=pictures,
        left_out=left_out,
        version=__version__,
    )
    write_text(target, page)
