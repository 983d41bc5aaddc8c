from typing import TYPE_CHECKING

from inkdigits.cli._output import percent
from inkdigits.cli._steps_bar import steps_bar

if TYPE_CHECKING:
    from inkdigits.data import Dataset
    from inkdigits.evaluation import ShiftCurves
    from inkdigits.recognizer import Recognizer


def measure_shifts(recognizer: "Recognizer", dataset: "Dataset") -> "ShiftCurves":
    """Measure on every shift, with a bar on stderr where that is a terminal."""
    from inkdigits.evaluation import evaluate_shifts

    with steps_bar("shifted digits") as progress:
        return evaluate_shifts(recognizer, dataset, progress=progress)


def shifts_in_words(curves: "ShiftCurves") -> str:
    """A table: for each shift the mean and the worst error over its usual range."""
    names = {name: f"{name} ({curve.shift.unit})" for name, curve in curves.curves.items()}
    wide = max(map(len, names.values()))
    lines = [f"{'changed digits':{wide}}  usual range  mean error  worst error"]
    for name, curve in curves.curves.items():
        low, high = curve.shift.usual
        worst = curve.worst()
        lines.append(
            f"{names[name]:{wide}}  {f'{low:g} to {high:g}':>11}  "
            f"{percent(curve.mean_error()):>10}  {percent(worst.error):>11} at {worst.severity:g}"
        )
    return "\n".join(lines)
