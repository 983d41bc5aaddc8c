from inkdigits.evaluation.shifts._catalogue import SHIFTS as SHIFTS
from inkdigits.evaluation.shifts._shift import Shift as Shift
