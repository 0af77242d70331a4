"""The HTTP service as an ASGI application: all of its wiring."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api import (
    routes_articles,
    routes_ask,
    routes_jobs,
    routes_pages,
    routes_search,
    routes_state,
    routes_writing,
)
from api.forms_articles import ProblemOut
from api.guard import KEY_NEEDED, Hosts
from api.limits import LARGEST_BODY, BodyLimit
from api.problems import add_problem_handlers
from api.request_log import RequestLog
from api.service import Service
from api.serving import Options
from api.strict import known_parameters_only
from index.embed import Embedder

_PROBLEM = {"model": ProblemOut, "content": {"application/problem+json": {}}}
_READ: dict[int | str, dict[str, Any]] = dict.fromkeys(
    (400, 404, 405, 408, 409, 413, 422, 503, 507), _PROBLEM
)
_WRITE: dict[int | str, dict[str, Any]] = {**_READ, 401: _PROBLEM}


def create_app(options: Options | Path, embedder: Embedder | None = None) -> FastAPI:
    """The service over an archive.

    Raises:
        ArchiveMissing, ArchiveDamaged, ArchiveStale: it can't be opened.
    """
    if isinstance(options, Path):
        options = Options(options)
    service = Service(options, embedder)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.close()

    app = FastAPI(
        title="Pressmark",
        version=version("pressmark"),
        description="Answers from a folder of articles, every sentence with its proof. "
        f"A body may have {LARGEST_BODY:,} bytes. Errors are problem+json (RFC 9457).",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
    )
    app.state.service = service
    strict = Depends(known_parameters_only)
    read = [KEY_NEEDED, strict] if options.exposed else [strict]
    for router in (
        routes_search.router, routes_ask.router, routes_articles.router, routes_jobs.reads,
        routes_state.router,
    ):  # fmt: skip
        responses = _WRITE if options.exposed else _READ
        app.include_router(router, dependencies=read, responses=responses)
    for router in (routes_writing.router, routes_jobs.writes):
        app.include_router(router, dependencies=[KEY_NEEDED, strict], responses=_WRITE)
    app.include_router(routes_pages.shell)
    app.include_router(routes_pages.pages, dependencies=read)
    add_problem_handlers(app)
    # The one that is added last sees a request first.
    app.add_middleware(BodyLimit)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    if options.cors:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(options.cors),
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "If-None-Match", "X-Request-Id"],
            expose_headers=["Link", "ETag", "Content-Location", "X-Request-Id", "X-Generation"],
        )
    app.add_middleware(Hosts, names=options.hosts)
    app.add_middleware(RequestLog, metrics=service.metrics, shared=bool(options.cors))
    return app
