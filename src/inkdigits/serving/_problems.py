"""Whatever goes wrong leaves as one sentence: {"error": ...}."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import ClientDisconnect

from inkdigits.errors import InputError
from inkdigits.images import TooLargeError, UnknownFormatError
from inkdigits.serving._json import JsonAnswer

CLIENT_LEFT = 499
"""Nobody receives it, but logs and metrics tell it apart; the number is nginx's."""

FAILURE = "the work failed, for no fault of yours; please report what you sent"
"""What the caller is told of a failure; the log has the rest."""


def refuse(problem: Exception) -> Exception:
    """What to raise in place of a problem with what was sent; of a failure, the failure."""
    if not isinstance(problem, InputError):
        return problem
    if isinstance(problem, TooLargeError):
        return HTTPException(413, str(problem))
    return HTTPException(415 if isinstance(problem, UnknownFormatError) else 422, str(problem))


def sentence_of(problem: BaseException) -> str:
    """What a caller is told of a problem with one file among several."""
    if isinstance(problem, InputError):
        return str(problem)
    logging.getLogger("inkdigits.serving").error("failed", exc_info=problem)
    return FAILURE


def add_problem_handlers(app: FastAPI) -> None:
    """Have every problem answered in one form."""
    app.add_exception_handler(StarletteHTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(ClientDisconnect, _answer_nobody)


def _answer_http(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, StarletteHTTPException)
    message = str(problem.detail)
    if message == HTTPStatus(problem.status_code).phrase:  # the router's own word
        message = f"{request.method} {request.url.path[:80]}: {message.lower()}; see /docs"
    return JsonAnswer({"error": message}, problem.status_code, problem.headers)


def _answer_invalid(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, RequestValidationError)
    first = problem.errors()[0]
    name = ".".join(str(part) for part in first["loc"][1:])
    message = first["msg"][:1].lower() + first["msg"][1:]
    return JsonAnswer({"error": f"the parameter {name!r}: {message}"}, 422)


def _answer_nobody(request: Request, problem: Exception) -> Response:
    return Response(status_code=CLIENT_LEFT)
