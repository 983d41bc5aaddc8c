from inkdigits.data._dataset import Dataset as Dataset
from inkdigits.data._dataset import Split as Split
