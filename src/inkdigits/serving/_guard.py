"""Who may ask."""

import hmac

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from inkdigits.serving._json import JsonAnswer

_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")


class OwnNameGuard:
    """Answers only requests addressed to this machine by its own name.

    For servers without a token: a page from elsewhere could otherwise have its own name point
    here, and then use the server and read along (DNS rebinding).

    Args:
        app: what is guarded.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        refusal = _refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    host = Headers(scope=scope).get("host", "")
    if _plain_name(host) in _OWN_NAMES:
        return None
    names = ", ".join(_OWN_NAMES)
    return JsonAnswer(
        {"error": f"got a request for the host {host[:80]!r}, wanted one for {names}"}, 421
    )


def _plain_name(host: str) -> str:
    """The name of a host as it is written here: in small letters, without the root's dot."""
    name, _, port = host.rpartition(":")
    return (name if port.isdecimal() else host).lower().removesuffix(".")


def wants_token(path: str) -> bool:
    """Whether what is there is answered only to who shows the token, where there is one."""
    return path.startswith("/v1/") or path == "/metrics"


class TokenGuard:
    """Answers only requests that show the token.

    The page and its files are open, since they hold no secret and have to ask for the token
    themselves; and so are the probes, whose askers seldom have one.

    Args:
        app: what is guarded.
        token: what callers must show.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        if not wants_token(scope["path"]):
            return None
        # Starlette takes headers for Latin-1; back as bytes they are what was sent.
        sent = Headers(scope=scope).get("authorization", "").encode("latin-1")
        scheme, _, shown = sent.partition(b" ")
        if scheme.lower() == b"bearer" and hmac.compare_digest(shown.strip(), self._token):
            return None
        error = "wanted the server's token; send it as 'Authorization: Bearer TOKEN'"
        return JsonAnswer({"error": error}, 401, {"WWW-Authenticate": "Bearer"})
