from inkdigits.training.torch_engine._device import settle as settle
from inkdigits.training.torch_engine._fit import assemble as assemble
from inkdigits.training.torch_engine._fit import fit as fit
from inkdigits.training.torch_engine._net import ConvnetNet as ConvnetNet
