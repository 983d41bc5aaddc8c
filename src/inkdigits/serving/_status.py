"""How the server does: for probes, for Prometheus, and for who asks what it answers with."""

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse

from inkdigits.serving import _schemas as schemas
from inkdigits.serving._json import JsonAnswer
from inkdigits.serving._metrics import MEDIA_TYPE
from inkdigits.serving._openapi import problems
from inkdigits.serving._service import Service

router = APIRouter()


@router.get("/v1/models", response_model=schemas.ModelCards, responses=problems(401, 421, 500))
async def models(request: Request) -> JsonAnswer:
    """Who can answer, and what is known of each: its model card."""
    service: Service = request.app.state.service
    return JsonAnswer({"models": [model.to_json() for model in service.models.all()]})


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", response_model=schemas.Status, responses=problems(421))
async def healthz() -> JsonAnswer:
    """Whether the server lives."""
    return JsonAnswer({"status": "ok"})


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", response_model=schemas.Status, responses=problems(421, 503))
async def readyz(request: Request) -> JsonAnswer:
    """Whether it has room for more work."""
    service: Service = request.app.state.service
    if service.is_full:
        raise HTTPException(503, "the queues are full; try again in 1 s", {"Retry-After": "1"})
    return JsonAnswer({"status": "ok"})


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    responses=problems(401, 421, 500),
)
async def metrics(request: Request) -> Response:
    """What was counted, in Prometheus' text format."""
    service: Service = request.app.state.service
    return Response(service.metrics.exposition(), media_type=MEDIA_TYPE)
