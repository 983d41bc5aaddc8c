from inkdigits.data.non_digits._faces import FACES as FACES
from inkdigits.data.non_digits._faces import Part as Part
from inkdigits.data.non_digits._glyphs import LETTERS as LETTERS
from inkdigits.data.non_digits._glyphs import PUNCTUATION as PUNCTUATION
from inkdigits.data.non_digits._non_digits import HELD_OUT_KINDS as HELD_OUT_KINDS
from inkdigits.data.non_digits._non_digits import KINDS as KINDS
from inkdigits.data.non_digits._non_digits import NonDigits as NonDigits
from inkdigits.data.non_digits._non_digits import non_digits as non_digits
