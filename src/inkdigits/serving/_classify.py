from base64 import b64encode
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from inkdigits.reading import Classification
from inkdigits.serving._answers import ask
from inkdigits.serving._classifying import Picture
from inkdigits.serving._problems import sentence_of, status_of
from inkdigits.serving._service import Service
from inkdigits.serving._uploads import receive_uploads

router = APIRouter()


class ClassifyQuery(BaseModel):
    """How to classify."""

    model_config = ConfigDict(extra="forbid")

    model: str = "default"
    include: list[Literal["field", "maps"]] = []


@router.post("/v1/classify")
async def classify(request: Request, query: Annotated[ClassifyQuery, Query()]) -> JSONResponse:
    """Say which digit each picture shows."""
    service: Service = request.app.state.service
    recognizer = service.models.get(query.model)
    uploads = await receive_uploads(request, service.settings)
    pictures = [Picture(file.content, recognizer) for file in uploads.files]
    answers = await ask(service.classifier, pictures, request, service.settings.answer_seconds)
    results = [
        {"file": file.name, **_to_json(answer, query)}
        for file, answer in zip(uploads.files, answers, strict=True)
    ]
    only = answers[0] if len(answers) == 1 else None
    if isinstance(only, Exception):
        return JSONResponse({"error": sentence_of(only)}, status_of(only))
    return JSONResponse({"model": recognizer.card.name, "results": results})


def _to_json(answer: Classification | BaseException, query: ClassifyQuery) -> dict[str, Any]:
    if isinstance(answer, BaseException):
        return {"error": sentence_of(answer)}
    document = answer.to_json()
    if "field" in query.include:
        document["field"] = b64encode(answer.field.tobytes()).decode()
    return document
