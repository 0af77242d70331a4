"""How the server is: health, readiness, counts."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from api.forms_articles import HealthOut, ReadyOut
from api.problems import Refused
from api.service import Served

router = APIRouter(tags=["state"])
VERSION = version("pressmark")
"""Looked up once: it takes a millisecond."""


@router.get("/health")
def health(service: Served) -> HealthOut:
    """Whether the service can answer."""
    snapshot = service.archive.snapshot()
    return HealthOut(
        status="degraded" if snapshot.warning else "ok",
        version=VERSION,
        generation=snapshot.manifest.generation,
        articles=snapshot.manifest.articles,
        passages=snapshot.manifest.passages,
        warning=snapshot.warning,
    )


@router.get("/ready")
def ready(service: Served) -> ReadyOut:
    """Whether the archive is open and the models are loaded: 503 until then. `degraded` where an
    older generation answers, as the newest one is damaged.
    """
    snapshot = service.archive.snapshot()
    if not service.is_warm:
        raise Refused(503, "the models are being loaded", {"Retry-After": "1"})
    return ReadyOut(
        ready=True,
        generation=snapshot.manifest.generation,
        status="degraded" if snapshot.warning else "ok",
        warning=snapshot.warning,
    )


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(service: Served) -> Response:
    """Counts and times, as Prometheus reads them."""
    manifest = service.archive.snapshot().manifest
    for name, value in (
        ("running", service.gate.running),
        ("waiting", service.gate.waiting),
        ("generation", manifest.generation),
        ("articles", manifest.articles),
        ("passages", manifest.passages),
    ):
        service.metrics.set(name, value)
    return PlainTextResponse(
        service.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8"
    )
