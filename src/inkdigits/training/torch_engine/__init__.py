from inkdigits.training.torch_engine._device import settle as settle
from inkdigits.training.torch_engine._features import hidden_features as hidden_features
from inkdigits.training.torch_engine._features import load_nets as load_nets
from inkdigits.training.torch_engine._finetune import finetune as finetune
from inkdigits.training.torch_engine._fit import assemble as assemble
from inkdigits.training.torch_engine._fit import fit as fit
from inkdigits.training.torch_engine._net import ConvnetNet as ConvnetNet
from inkdigits.training.torch_engine._source import read_source as read_source
