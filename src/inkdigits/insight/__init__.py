from inkdigits.insight._answers import draw_answers as draw_answers
from inkdigits.insight._explain import Explanation as Explanation
from inkdigits.insight._explain import explain as explain
from inkdigits.insight._explanation_drawing import draw_explanation as draw_explanation
from inkdigits.insight._explore import Exploration as Exploration
from inkdigits.insight._explore import explore as explore
from inkdigits.insight._occlusion import PATCH as PATCH
from inkdigits.insight._pixels import class_counts as class_counts
