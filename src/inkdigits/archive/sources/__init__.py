"""What an archive holds: its files listed, and their bytes fetched."""

from inkdigits.archive.sources._fetch import fetch as fetch
from inkdigits.archive.sources._item import Fetched as Fetched
from inkdigits.archive.sources._item import Item as Item
from inkdigits.archive.sources._item import Kind as Kind
from inkdigits.archive.sources._item import Listed as Listed
from inkdigits.archive.sources._list import list_sources as list_sources
from inkdigits.archive.sources._places import filesystem_of as filesystem_of
from inkdigits.archive.sources._places import is_url as is_url
