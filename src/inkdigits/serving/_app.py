from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from inkdigits import __version__
from inkdigits.serving import _classify, _read
from inkdigits.serving._problems import add_problem_handlers
from inkdigits.serving._service import open_service
from inkdigits.serving._settings import Settings
from inkdigits.serving._web import web_routes


def create_app(settings: Settings | None = None) -> FastAPI:
    """The server as an ASGI application.

    Args:
        settings: None takes the defaults: the bundled recognizer, for this machine alone.
    """
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = service = open_service(settings)
        yield
        await service.close()

    app = FastAPI(
        title="inkdigits", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None
    )
    add_problem_handlers(app)
    app.include_router(_classify.router)
    app.include_router(_read.router)
    app.router.routes += web_routes()
    return app
