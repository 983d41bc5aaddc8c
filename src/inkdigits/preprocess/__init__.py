from inkdigits.preprocess._field import to_field as to_field
from inkdigits.preprocess._ink import find_ink as find_ink
