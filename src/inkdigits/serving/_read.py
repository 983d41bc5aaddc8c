from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from inkdigits.serving import _schemas as schemas
from inkdigits.serving._answers import ask, check_room
from inkdigits.serving._json import JsonAnswer
from inkdigits.serving._known import Known
from inkdigits.serving._openapi import problems, uploads
from inkdigits.serving._page_json import Wanted
from inkdigits.serving._problems import refuse
from inkdigits.serving._reading import ReadJob
from inkdigits.serving._receive import receive_uploads
from inkdigits.serving._service import Service

router = APIRouter()


class ReadQuery(BaseModel):
    """What is known of the numbers, and what is wanted of them."""

    model_config = ConfigDict(extra="forbid")

    model: str = Field("default", description="One of /v1/models.")
    digits: int | None = Field(None, ge=1, le=64, description="How many digits each number has.")
    pattern: str | None = Field(
        None, max_length=500, description=r"How each number is printed: `\d{2}\.\d{2}\.\d{4}`."
    )
    checksum: Literal["luhn", "ean13", "mod97"] | None = Field(
        None, description="The check digits each number carries."
    )
    one_of: list[str] = Field(
        [], description="A list of numbers, each of which stands once on the pages."
    )
    min_confidence: float = Field(
        0.9, ge=0, le=1, description="What is less sure than this has true at `check`."
    )
    include: list[Literal["fields", "picture"]] = Field(
        [], description="Each digit's field and probabilities; the page as a JPEG."
    )


@router.post(
    "/v1/read",
    response_model=schemas.ReadPages,
    responses=problems(401, 404, 408, 413, 415, 421, 422, 500, 503),
    openapi_extra=uploads(form=True),
)
async def read(request: Request, query: Annotated[ReadQuery, Query()]) -> JsonAnswer:
    """Read the numbers on photographed or scanned pages."""
    service: Service = request.app.state.service
    model = service.models.get(query.model)
    check_room(service.reader)
    async with receive_uploads(request, service) as received:
        job = ReadJob(
            received.files,
            model.recognizer,
            Known(
                query.digits,
                query.pattern,
                query.checksum,
                tuple(query.one_of) or None,
                received.form,
            ),
            Wanted(query.min_confidence, "fields" in query.include, "picture" in query.include),
            service.settings.max_pages,
            service.settings.max_pixels,
        )
        try:
            [answer] = await ask(service.reader, [job], request, service.settings.answer_seconds)
        finally:
            job.abandoned.set()
    if isinstance(answer, Exception):
        raise refuse(answer)
    return JsonAnswer({"pages": answer})
