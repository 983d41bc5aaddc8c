"""The page, as it lies in the package, and the example pages to try it with."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from inkdigits.examples import example_pages

WEB = Path(__file__).parent / "web"


def web_routes() -> list[Route]:
    """A route for each file: a catch-all would answer 404 where a wrong method deserves a 405."""
    examples = [page.path for page in example_pages()]
    return [
        *(_route("/examples", path.parent, path) for path in examples),
        *(_route("", WEB, path) for path in sorted(WEB.rglob("*")) if path.is_file()),
    ]


def _route(prefix: str, folder: Path, path: Path) -> Route:
    files, name = StaticFiles(directory=folder), path.relative_to(folder).as_posix()

    async def send(request: Request) -> Response:
        return await files.get_response(name, request.scope)

    return Route("/" if name == "index.html" else f"{prefix}/{name}", send)
