from inkdigits.models.classic._entries import CLASSIC_ENTRIES as CLASSIC_ENTRIES
from inkdigits.models.classic._entry import ClassicEntry as ClassicEntry
