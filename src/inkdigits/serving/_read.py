from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from inkdigits.errors import InputError
from inkdigits.reading.rules import Rule
from inkdigits.serving._answers import ask
from inkdigits.serving._reading import Pages
from inkdigits.serving._service import Service
from inkdigits.serving._uploads import receive_uploads

router = APIRouter()


class ReadQuery(BaseModel):
    """How to read."""

    model_config = ConfigDict(extra="forbid")

    model: str = "default"
    digits: int | None = None
    pattern: str | None = None
    checksum: str | None = None
    one_of: list[str] = []
    min_confidence: float = Field(0.9, ge=0, le=1)
    include: list[Literal["fields", "picture"]] = []


@router.post("/v1/read")
async def read(request: Request, query: Annotated[ReadQuery, Query()]) -> JSONResponse:
    """Read the numbers on pages."""
    service: Service = request.app.state.service
    recognizer = service.models.get(query.model)
    known = (query.digits, query.pattern, query.checksum, tuple(query.one_of) or None)
    try:
        rule = None if known == (None,) * 4 else Rule(*known)
    except InputError as problem:
        raise HTTPException(422, str(problem)) from problem
    uploads = await receive_uploads(request, service.settings)
    job = Pages(uploads.files, recognizer, rule, query.min_confidence, frozenset(query.include))
    [answer] = await ask(service.reader, [job], request, service.settings.answer_seconds)
    if isinstance(answer, BaseException):
        raise answer
    if len(answer) == 1 and "error" in answer[0]:
        raise HTTPException(422, answer[0]["error"])
    return JSONResponse({"pages": answer})
