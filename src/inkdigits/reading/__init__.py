from inkdigits.reading._classify import Classification as Classification
from inkdigits.reading._classify import classify as classify
from inkdigits.reading._classify import classify_all as classify_all
