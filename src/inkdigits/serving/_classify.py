from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from inkdigits.reading import Classification
from inkdigits.serving._answers import ask
from inkdigits.serving._classifying import Picture
from inkdigits.serving._json import JsonAnswer, in_base64
from inkdigits.serving._problems import refuse
from inkdigits.serving._receive import receive_uploads
from inkdigits.serving._service import Service

router = APIRouter()


class ClassifyQuery(BaseModel):
    """Who answers, and what is wanted beside the digit."""

    model_config = ConfigDict(extra="forbid")

    model: str = Field("default", description="One of /v1/models.")
    include: list[Literal["field", "maps"]] = Field(
        [], description="What the net saw; what its layers made of it."
    )


@router.post("/v1/classify")
async def classify(request: Request, query: Annotated[ClassifyQuery, Query()]) -> JsonAnswer:
    """Say which digit each picture shows."""
    service: Service = request.app.state.service
    model = service.models.get(query.model)
    async with receive_uploads(request, service) as uploads:
        pictures = [Picture(file.content, model) for file in uploads.files]
        answers = await ask(service.classifier, pictures, request, service.settings.answer_seconds)
    if len(answers) == 1 and isinstance(answers[0], Exception):
        raise refuse(answers[0])
    results = [
        {"file": file.name, **_to_json(answer, query)}
        for file, answer in zip(uploads.files, answers, strict=True)
    ]
    return JsonAnswer({"model": model.card.name, "results": results})


def _to_json(answer: Classification | BaseException, query: ClassifyQuery) -> dict[str, Any]:
    if isinstance(answer, BaseException):
        return {"error": str(answer)}
    document = answer.to_json()
    if "field" in query.include:
        document["field"] = in_base64(answer.field)
    return document
