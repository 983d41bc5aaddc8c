from inkdigits.reading.annotation._annotate import annotate as annotate
