from inkdigits.cli._main import main as main
