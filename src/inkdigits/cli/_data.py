import typer

from inkdigits.cli._data_correct import correct
from inkdigits.cli._data_export import export
from inkdigits.cli._data_fetch import fetch
from inkdigits.cli._data_info import info
from inkdigits.cli._data_pages import pages

data = typer.Typer(
    help="Datasets: where they are, fetch them, convert and correct them, write pages with them.",
    no_args_is_help=True,
)
data.command("info")(info)
data.command("fetch")(fetch)
data.command("export")(export)
data.command("correct")(correct)
data.command("pages")(pages)
