from pathlib import Path

import jinja2

from inkdigits import __version__
from inkdigits.arrays import Images
from inkdigits.evaluation.labels._audit import LabelAudit, write_audit_table
from inkdigits.evaluation.pictures._suspects import draw_suspects
from inkdigits.evaluation.report._report import ReportFigure, percent
from inkdigits.files import write_text


def write_audit(folder: Path, audit: LabelAudit, images: Images) -> Path:
    """Write an audit as `audit.csv`, a picture and `audit.html`, which needs no other file.

    Args:
        folder: made if missing; files of the same names are replaced.
        audit: from `audit_labels`.
        images: (N, 28, 28) uint8, what was audited.

    Returns:
        Path of the page.
    """
    write_audit_table(folder / "audit.csv", audit)
    figure = ReportFigure(
        heading="The most doubtful labels",
        caption="Above each digit is its label, and # its place in the data, counted from 0; below "
        "it the most probable digit, orange where that is not the label. A cross marks the labels "
        "that are likely wrong.",
        alt=f"The digits of {audit.data} whose labels are most in doubt; the table has them all.",
        path=draw_suspects(images, audit, folder / "suspects.png"),
    )
    # The data's name comes from files and folders of strangers, hence autoescape.
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("inkdigits.evaluation.report", "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    page = environment.get_template("audit.html.j2")
    write_text(folder / "audit.html", page.render(audit=audit, figure=figure, version=__version__))
    return folder / "audit.html"
