from inkdigits.training.line_net._export import export_line_net as export_line_net
from inkdigits.training.line_net._fit import LineRecipe as LineRecipe
from inkdigits.training.line_net._fit import fit_line_net as fit_line_net
from inkdigits.training.line_net._fit import make_all_strips as make_all_strips
from inkdigits.training.line_net._quantize import quantize_line_net as quantize_line_net
