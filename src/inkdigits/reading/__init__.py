from inkdigits.reading._classify import Classification as Classification
from inkdigits.reading._classify import classify as classify
from inkdigits.reading._classify import classify_all as classify_all
from inkdigits.reading._page import ReadDigit as ReadDigit
from inkdigits.reading._page import ReadLine as ReadLine
from inkdigits.reading._page import ReadPage as ReadPage
from inkdigits.reading._page import RejectedInk as RejectedInk
