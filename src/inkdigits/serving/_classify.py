from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from inkdigits.serving import _schemas as schemas
from inkdigits.serving._answers import ask, check_room
from inkdigits.serving._classifying import Classified, Picture
from inkdigits.serving._insight import LayerMaps
from inkdigits.serving._json import JsonAnswer, in_base64
from inkdigits.serving._openapi import problems, uploads
from inkdigits.serving._problems import refuse, sentence_of
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


@router.post(
    "/v1/classify",
    response_model=schemas.Classified,
    responses=problems(401, 404, 408, 413, 415, 421, 422, 500, 503),
    openapi_extra=uploads(),
)
async def classify(request: Request, query: Annotated[ClassifyQuery, Query()]) -> JsonAnswer:
    """Say which digit each picture shows."""
    service: Service = request.app.state.service
    model = service.models.get(query.model)
    check_room(service.classifier)
    async with receive_uploads(request, service) as received:
        if received.form is not None:
            raise HTTPException(
                422, "got a form, wanted pictures of a digit each; send pages to /v1/read"
            )
        look_inside = "maps" in query.include
        pictures = [
            Picture(file.content, model, service.settings.max_pixels, look_inside)
            for file in received.files
        ]
        answers = await ask(service.classifier, pictures, request, service.settings.answer_seconds)
    if len(answers) == 1 and isinstance(answers[0], Exception):
        raise refuse(answers[0])
    results = [
        {"file": file.name, **_to_json(answer, "field" in query.include)}
        for file, answer in zip(received.files, answers, strict=True)
    ]
    return JsonAnswer({"model": model.name, "results": results})


def _to_json(found: Classified | BaseException, with_field: bool) -> dict[str, Any]:
    if isinstance(found, BaseException):
        return {"error": sentence_of(found)}
    document = found.answer.to_json()
    if with_field:
        document["field"] = in_base64(found.answer.field)
    if found.maps is not None:
        document["maps"] = [_layer_json(layer) for layer in found.maps]
    return document


def _layer_json(layer: LayerMaps) -> dict[str, Any]:
    channels, height, width = layer.values.shape
    return {
        "name": layer.name,
        "width": width,
        "height": height,
        "channels": channels,
        "data": in_base64(layer.values),
    }
