"""Whatever goes wrong leaves as one sentence: {"error": ...}."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import ClientDisconnect

from inkdigits.errors import InputError
from inkdigits.images import TooLargeError, UnknownFormatError

_CLIENT_CLOSED = 499  # nginx' number for it; nobody receives it, but logs and metrics tell it apart


def status_of(problem: Exception) -> int:
    """Which status says what is wrong with a picture."""
    if isinstance(problem, TooLargeError):
        return 413
    if isinstance(problem, UnknownFormatError):
        return 415
    return 422 if isinstance(problem, InputError) else 500


def sentence_of(problem: Exception) -> str:
    """What to tell the caller of a problem with a picture: all if it is theirs, else nothing."""
    if isinstance(problem, InputError):
        return str(problem)
    return "the work failed, and it was not the picture's fault; please report it"


def add_problem_handlers(app: FastAPI) -> None:
    """Have every problem answered in one form."""
    app.add_exception_handler(StarletteHTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(ClientDisconnect, _answer_nobody)
    app.add_exception_handler(Exception, _answer_failure)


def _answer_http(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, StarletteHTTPException)
    message = str(problem.detail)
    if message == HTTPStatus(problem.status_code).phrase:  # the router's own
        message = f"{request.method} {request.url.path[:80]}: {message.lower()}; see /docs"
    return JSONResponse({"error": message}, problem.status_code, problem.headers)


def _answer_invalid(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, RequestValidationError)
    first = problem.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return JSONResponse({"error": f"{place}: {first['msg']}"}, 422)


def _answer_nobody(request: Request, problem: Exception) -> Response:
    return Response(status_code=_CLIENT_CLOSED)


def _answer_failure(request: Request, problem: Exception) -> Response:
    logging.getLogger("inkdigits.serving").error("a request failed", exc_info=problem)
    return JSONResponse({"error": sentence_of(problem)}, 500)
