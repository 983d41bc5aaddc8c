from inkdigits.pages._category import CATEGORIES as CATEGORIES
from inkdigits.pages._category import Category as Category
from inkdigits.pages._make import make_page as make_page
from inkdigits.pages._truth import MadeDigit as MadeDigit
from inkdigits.pages._truth import MadeLine as MadeLine
from inkdigits.pages._truth import MadePage as MadePage
from inkdigits.pages._typefaces import installed_families as installed_families
from inkdigits.pages._write import write_pages as write_pages
