import sys
from typing import Annotated
from urllib.parse import quote

import typer

from inkdigits.cli._output import say
from inkdigits.errors import InputError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; any but this machine's wants a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="INKDIGITS_TOKEN",
            help="A secret that callers must show: 'Authorization: Bearer TOKEN'.",
        ),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="An .onnx file, a run folder, or 'default', the bundled one. May be given several "
            "times; the first answers who names none."
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            min=1,
            envvar="INKDIGITS_WORKERS",
            help="Processes that answer, each with 130 to 320 MB; as many as CPUs is fastest.",
        ),
    ] = 1,
) -> int:
    """Serve the HTTP API and the web page until Ctrl-C.

    Example: inkdigits serve --port 8080
    """
    if host not in _LOOPBACK and not token:
        raise InputError(
            f"got --host {host} without --token, so that anybody who can reach this machine could "
            "use it; give a --token, or set INKDIGITS_TOKEN"
        )
    if token and not all("!" <= sign <= "~" for sign in token):
        raise InputError(
            "got a token with spaces or signs that HTTP headers cannot carry, wanted letters, "
            "digits and ASCII signs; try one of `openssl rand -hex 16`"
        )
    from inkdigits import serving

    settings = serving.Settings(models=tuple(model or ["default"]), token=token or None)
    app = serving.create_app(settings)
    listeners = serving.listen(host, port, workers)
    name, port = listeners[0].getsockname()[:2]
    name = f"[{name}]" if ":" in name else name
    # What follows # stays in the browser: the page takes the token from there. It is for whoever
    # sits at the terminal; what goes elsewhere may be kept, and read by others.
    fragment = f"#token={quote(token, safe='')}" if token and sys.stderr.isatty() else ""
    say(f"inkdigits: http://{name}:{port}/{fragment} (Ctrl-C stops it)")
    serving.serve(app, listeners)
    return 0
