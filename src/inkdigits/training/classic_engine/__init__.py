from inkdigits.training.classic_engine._fit import fit as fit
from inkdigits.training.classic_engine._net import ClassicNet as ClassicNet
from inkdigits.training.classic_engine._stored import StoredMethod as StoredMethod
from inkdigits.training.classic_engine._stored import store as store
