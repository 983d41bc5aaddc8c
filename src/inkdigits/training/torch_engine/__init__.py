from inkdigits.training.torch_engine._device import settle as settle
from inkdigits.training.torch_engine._features import hidden_features as hidden_features
from inkdigits.training.torch_engine._features import load_nets as load_nets
from inkdigits.training.torch_engine._fit import fit as fit
from inkdigits.training.torch_engine._net import ConvnetNet as ConvnetNet
