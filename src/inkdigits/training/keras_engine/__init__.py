from inkdigits.training.keras_engine._fit import fit as fit
from inkdigits.training.keras_engine._net import KerasNet as KerasNet
