from inkdigits.images._decode import MAX_BYTES as MAX_BYTES
from inkdigits.images._decode import MAX_PIXELS as MAX_PIXELS
from inkdigits.images._decode import decode_gray as decode_gray
from inkdigits.images._write import WRITTEN_FORMATS as WRITTEN_FORMATS
from inkdigits.images._write import write_picture as write_picture
