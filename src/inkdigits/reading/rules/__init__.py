from inkdigits.reading.rules._decode import decode as decode
from inkdigits.reading.rules._decoding import DecodedDigit as DecodedDigit
from inkdigits.reading.rules._decoding import Decoding as Decoding
from inkdigits.reading.rules._ids import read_ids as read_ids
from inkdigits.reading.rules._listed import posterior as posterior
from inkdigits.reading.rules._rule import Rule as Rule
from inkdigits.reading.rules._spell import score_ids as score_ids
