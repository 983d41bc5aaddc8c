from inkdigits.evaluation.shifts._light import blur, contrast, gradient, noise, polarity
from inkdigits.evaluation.shifts._obstacles import line, occlusion
from inkdigits.evaluation.shifts._pen import stroke
from inkdigits.evaluation.shifts._position import rotation, scale, shift, slant
from inkdigits.evaluation.shifts._shift import Shift

_ANGLES = tuple(float(angle) for angle in range(-30, 31, 5))

_ALL = (
    Shift("rotation", "degrees, counter-clockwise", _ANGLES, (-20, 20), rotation),
    Shift("slant", "degrees, to the right", _ANGLES, (-20, 20), slant),
    Shift("shift", "pixels", (0, 1, 2, 3, 4, 5, 6), (0, 4), shift),
    Shift(
        "scale", "times its size", (0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4), (0.7, 1.3), scale
    ),
    Shift("stroke", "pixels, width of the pen", (1, 1.5, 2, 3, 4, 5, 6), (1, 5), stroke),
    Shift("noise", "grey levels, deviation", (0, 15, 30, 45, 60, 80, 100), (0, 60), noise),
    Shift("blur", "pixels, deviation", (0, 0.5, 1, 1.5, 2, 2.5), (0, 1.5), blur),
    Shift("contrast", "share that remains", (0.1, 0.2, 0.3, 0.5, 0.7, 1), (0.3, 1), contrast),
    Shift("gradient", "grey levels, height", (0, 40, 80, 120, 160, 200), (0, 120), gradient),
    Shift("occlusion", "share covered", (0, 0.05, 0.1, 0.15, 0.2, 0.3), (0, 0.1), occlusion),
    Shift("line", "pixels, width", (0, 0.5, 1, 1.5, 2, 3, 4), (0, 2), line),
    Shift("polarity", "0: ink bright, 1: ink dark", (0, 1), (0, 1), polarity),
)

SHIFTS: dict[str, Shift] = {shift.name: shift for shift in _ALL}
"""Every shift by its name, in the order of tables and pictures."""
