from inkdigits.sweep.pictures._cost import draw_cost as draw_cost
from inkdigits.sweep.pictures._importance import draw_importance as draw_importance
from inkdigits.sweep.pictures._parallel import draw_parallel as draw_parallel
