from inkdigits.training.ink_net._export import export_ink_net as export_ink_net
from inkdigits.training.ink_net._fit import InkRecipe as InkRecipe
from inkdigits.training.ink_net._fit import fit_ink_net as fit_ink_net
from inkdigits.training.ink_net._fit import make_crops as make_crops
from inkdigits.training.ink_net._quantize import quantize_ink_net as quantize_ink_net
