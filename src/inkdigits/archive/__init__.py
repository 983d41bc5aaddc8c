"""Reading whole archives: from one core to a cluster, resumed where it was stopped."""

from inkdigits.archive._job import Job as Job
from inkdigits.archive._read_archive import FILES_A_PART as FILES_A_PART
from inkdigits.archive._read_archive import read_archive as read_archive
from inkdigits.archive._store import Store as Store
from inkdigits.archive._summary import Summary as Summary
from inkdigits.archive._tables import TableFormat as TableFormat
