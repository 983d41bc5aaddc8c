import numpy as np

from inkdigits.arrays import Images, Uint8Array
from inkdigits.data.non_digits._faces import Part, glyph_outlines
from inkdigits.data.non_digits._field import settle

# What could be read as a digit is left out, in whatever face, slanted, bent and drawn thick:
#   0: C D O Q U V a c o p u v     1: I J L f i j l r t     2: Z z     4: Y y     5: S s
#   6: G b d h     7: T     8: B X x     9: g q
LETTERS = "AEFHKMNPRWekmnw"

# Likewise: 0: @     1: ! | / \ ( ) [ ] { } ^ ' ` . , : ; - _     2, 7: ? >     5, 8: $ &
# and <, in whose place cmr10 has an inverted exclamation mark.
PUNCTUATION = '#%*+=~"'

# Handwriting's stroke widths on a canvas of twice the field's size: 1.9 to 4.4 pixels in MNIST.
_THINNEST, _THICKEST = 3.6, 8.0


def letters(count: int, rng: np.random.Generator, part: Part) -> Images:
    """Letters that resemble no digit, in the part's faces and in pens of every width."""
    return settle(_draw(LETTERS, count, rng, part), rng)


def punctuation(count: int, rng: np.random.Generator, part: Part) -> Images:
    """Punctuation and signs that resemble no digit, likewise."""
    return settle(_draw(PUNCTUATION, count, rng, part), rng)


def _draw(glyphs: str, count: int, rng: np.random.Generator, part: Part) -> Uint8Array:
    distances, widths, thickest = glyph_outlines(part, glyphs)
    chosen = rng.integers(len(distances), size=count)
    wanted = np.minimum(rng.uniform(_THINNEST, _THICKEST, count), thickest[chosen])
    # Thinned by more than this, the hairlines of a face with thick and thin strokes would break.
    grow = np.maximum((wanted - widths[chosen]) / 2, -0.12 * widths[chosen])
    ink = np.clip(grow[:, None, None] - distances[chosen] + 0.5, 0, 1)
    return np.asarray(np.rint(255 * ink), np.uint8)
