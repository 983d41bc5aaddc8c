from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from inkdigits import __version__
from inkdigits.serving import _classify, _docs, _read, _status
from inkdigits.serving._guard import OwnNameGuard, TokenGuard
from inkdigits.serving._headers import SecurityHeaders
from inkdigits.serving._journal import Journal
from inkdigits.serving._metrics import Metrics
from inkdigits.serving._models import Models
from inkdigits.serving._openapi import declare_token
from inkdigits.serving._problems import add_problem_handlers
from inkdigits.serving._service import open_service
from inkdigits.serving._settings import Settings
from inkdigits.serving._web import web_routes


def create_app(settings: Settings | None = None) -> FastAPI:
    """The server as an ASGI application.

    Args:
        settings: None takes the defaults: the bundled recognizer, for this machine alone.

    Raises:
        InputError: a model cannot be opened.
    """
    return build_app(settings or Settings(), Metrics())


def build_app(settings: Settings, metrics: Metrics) -> FastAPI:
    """The server as an ASGI application, which counts where it is told.

    Raises:
        InputError: a model cannot be opened.
    """
    models = Models(settings.models)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = service = open_service(settings, models, metrics)
        yield
        await service.close()

    guard = Middleware(TokenGuard, settings.token) if settings.token else Middleware(OwnNameGuard)
    app = FastAPI(
        title="inkdigits",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        middleware=[Middleware(SecurityHeaders), Middleware(Journal, metrics), guard],
    )
    app.state.settings = settings
    add_problem_handlers(app)
    for part in (_classify, _read, _status, _docs):
        app.include_router(part.router)
    app.router.routes += web_routes()
    if settings.token:
        declare_token(app)
    return app
