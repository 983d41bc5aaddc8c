"""What OpenAPI says that the signatures do not: bodies, and the ways in which requests fail."""

from typing import Any

from fastapi import FastAPI

from inkdigits.serving._guard import wants_token
from inkdigits.serving._schemas import Problem

_PICTURE = {"type": "string", "format": "binary"}
_PROBLEMS = {
    401: "The server's token is wanted.",
    404: "There is no such model.",
    408: "The body came too slowly.",
    413: "There are too many bytes, pixels or pages.",
    415: "It is no picture of a format that is known.",
    421: "The request is not addressed to this machine by its own name.",
    422: "It cannot be decoded, or a parameter cannot be understood.",
    500: "The work failed.",
    503: "There is too much to do; try again after Retry-After seconds.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that fails in these ways."""
    return {status: {"model": Problem, "description": _PROBLEMS[status]} for status in statuses}


def uploads(form: bool = False) -> dict[str, Any]:
    """The `openapi_extra` of a route that takes pictures.

    Args:
        form: whether they may come with the JSON of a form.
    """
    parts: dict[str, Any] = {"files": {"type": "array", "items": _PICTURE, "minItems": 1}}
    if form:
        parts["form"] = {
            "type": "string",
            "description": "JSON: the fields of a form, with their places and rules.",
        }
    multipart = {"type": "object", "properties": parts, "required": ["files"]}
    content: dict[str, Any] = {"multipart/form-data": {"schema": multipart}}
    for media_type in ("image/*", "application/pdf", "application/octet-stream"):
        content[media_type] = {"schema": _PICTURE}
    return {"requestBody": {"required": True, "content": content}}


def declare_token(app: FastAPI) -> None:
    """Say in the description of an application, which is complete, what wants its token."""
    description = app.openapi()
    schemes = description["components"].setdefault("securitySchemes", {})
    schemes["token"] = {"type": "http", "scheme": "bearer", "description": "The server's token."}
    for path, methods in description["paths"].items():
        if wants_token(path):
            for operation in methods.values():
                operation["security"] = [{"token": []}]
