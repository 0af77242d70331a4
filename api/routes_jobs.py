"""Index runs over the folders that the server was started with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import StreamingResponse

from api.events import CONTENT, SCHEMA, event, streamed
from api.forms_articles import JobOut
from api.jobs import Job, of_job
from api.problems import Refused
from api.service import Served
from index.update import update

reads = APIRouter(tags=["jobs"])
writes = APIRouter(tags=["jobs"])
JobId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", examples=["0" * 16])]
LOOK = 0.1
"""Seconds between two looks at a job that is followed."""


@writes.post("/v1/index/jobs", response_model=JobOut, status_code=202)
async def start(service: Served) -> dict[str, Any]:
    """Bring the archive up to date with the folders: `pressmark serve --folder DIR`."""
    options = service.options
    if not options.folders:
        raise Refused(409, "no folder to index: start with pressmark serve --folder DIR")
    job = service.jobs.start(
        lambda progress: update(
            options.archive,
            options.folders,
            embedder=service.embedder(),
            progress=progress,
            choice=options.choice,
        )
    )
    return of_job(job)


@reads.get("/v1/index/jobs", response_model=list[JobOut])
async def jobs(service: Served) -> list[dict[str, Any]]:
    """The last runs of this server, newest first."""
    return [of_job(job) for job in service.jobs.all()]


@reads.get("/v1/index/jobs/{id_}", response_model=JobOut)
async def job(service: Served, id_: JobId) -> dict[str, Any]:
    """How far a run is."""
    return of_job(service.jobs.get(id_))


@reads.get(
    "/v1/index/jobs/{id_}/events",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {CONTENT: {"schema": SCHEMA}},
            "description": "Events: progress, then done; the data of each is the job.",
        }
    },
)
async def follow(service: Served, id_: JobId) -> StreamingResponse:
    """Follow a run as server-sent events, to its end."""
    return streamed(_events(service.jobs.get(id_)))


@writes.post("/v1/index/jobs/{id_}/cancel", response_model=JobOut, status_code=202)
async def cancel(service: Served, id_: JobId) -> dict[str, Any]:
    """Ask a run to stop. What it has embedded stays stored, the archive stays as it was."""
    found = service.jobs.get(id_)
    found.cancel()
    return of_job(found)


async def _events(job: Job) -> AsyncIterator[bytes]:
    seen = -1
    while job.state == "running":
        if job.changes != seen:
            seen = job.changes
            yield event("progress", of_job(job))
        await asyncio.sleep(LOOK)
    yield event("done", of_job(job))
