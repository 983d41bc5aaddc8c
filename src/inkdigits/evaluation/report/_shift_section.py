from pathlib import Path

from inkdigits.evaluation._shift_curves import ShiftCurves
from inkdigits.evaluation.pictures._shift_figure import draw_shift_curves
from inkdigits.evaluation.report._report import ReportFigure, ReportTable, percent


def draw_shift_section(folder: Path, curves: ShiftCurves) -> ReportFigure:
    """Draw `shifts.png` into a folder, and put it together with its table for the report."""
    rows = []
    for name, curve in curves.curves.items():
        low, high = curve.shift.usual
        worst = curve.worst()
        rows.append(
            (
                name,
                f"{low:g} to {high:g}",
                percent(curve.mean_error()),
                f"{percent(worst.error)} at {worst.severity:g}",
            )
        )
    weakest = max(curves.curves.values(), key=lambda curve: curve.mean_error())
    return ReportFigure(
        heading="Changed digits",
        caption="Accuracy when the digits are changed, the more the farther out; the thin line is "
        f"the accuracy on the {curves.clean.n:,} digits as they are, the band round the curve its "
        "95 % interval. On this scale from 99 to 99.9 % is as far as from 90 to 99 %. The shaded "
        "range is what people's digits are expected to have; the table sums it up.",
        alt=f"Accuracy against severity for {len(rows)} kinds of change; on average over its usual "
        f"range {weakest.shift.name} costs most, {percent(weakest.mean_error())} errors.",
        path=draw_shift_curves([curves], folder / "shifts.png"),
        table=ReportTable(("change", "usual range", "mean error", "worst error"), tuple(rows)),
    )
