from inkdigits.insight._answers import draw_answers as draw_answers
from inkdigits.insight._explore import Exploration as Exploration
from inkdigits.insight._explore import explore as explore
from inkdigits.insight._pixels import class_counts as class_counts
