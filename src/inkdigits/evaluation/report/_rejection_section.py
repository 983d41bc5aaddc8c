from pathlib import Path

from inkdigits.data.non_digits import HELD_OUT_KINDS
from inkdigits.evaluation._rejection import Rejection
from inkdigits.evaluation.pictures._rejection_figure import draw_rejection
from inkdigits.evaluation.report._report import ReportFigure, ReportTable, percent


def draw_rejection_section(folder: Path, rejection: Rejection) -> ReportFigure:
    """Draw `rejection.png` into a folder, and put it together with its table for the report."""
    rows = [
        ("true digits", f"{rejection.digits.n:,}", percent(rejection.digits.share)),
        ("non-digits", f"{rejection.non_digits.n:,}", percent(rejection.non_digits.share)),
    ]
    rows += [
        (kind, f"{rejected.n:,}", percent(rejected.share))
        for kind, rejected in rejection.kinds.items()
    ]
    held_out = [kind for kind in rejection.kinds if kind in HELD_OUT_KINDS]
    worst, rejected = min(rejection.kinds.items(), key=lambda item: item[1].share)
    return ReportFigure(
        heading="What is no digit",
        caption="Share of non-digits that are rejected, kind by kind, at the threshold on the "
        "model's card. "
        + (
            f"No net is trained on the kinds in light blue: {', '.join(held_out)}. "
            * bool(held_out)
        )
        + "Letters and punctuation are in faces that no net is trained on either. At whatever "
        f"threshold, a non-digit scores higher than a digit {percent(rejection.auroc)} of the "
        "time (AUROC).",
        alt=f"Bars for {len(rejection.kinds)} kinds of non-digits; {worst} is rejected least, "
        f"{percent(rejected.share)}.",
        path=draw_rejection(rejection, folder / "rejection.png"),
        table=ReportTable(("shown", "images", "rejected"), tuple(rows)),
    )
