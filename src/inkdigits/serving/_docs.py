"""The API's reference as a page: FastAPI's own would load its scripts from elsewhere."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import FileResponse

_FOLDER = Path(__file__).parent

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """The reference."""
    template = _templates().get_template("docs.html.j2")
    return HTMLResponse(
        template.render(
            api=request.app.openapi(), base=str(request.base_url).rstrip("/"), kind=_kind
        )
    )


@router.get("/docs.css")
async def stylesheet() -> FileResponse:
    """How it looks."""
    return FileResponse(_FOLDER / "docs.css")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _kind(schema: dict[str, Any]) -> str:
    """A JSON schema in a few words: "a list of ReadLine"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(option) for option in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"“{value}”" for value in schema["enum"])
    if "const" in schema:
        return f"“{schema['const']}”"
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return "file" if schema.get("format") == "binary" else str(schema.get("type", "anything"))
