from inkdigits.data._dataset import Dataset as Dataset
from inkdigits.data._dataset import Split as Split
from inkdigits.data._holdout import HoldOutMethod as HoldOutMethod
from inkdigits.data._holdout import hold_out as hold_out
from inkdigits.data._load import load_dataset as load_dataset
from inkdigits.data._mnist import find_mnist as find_mnist
