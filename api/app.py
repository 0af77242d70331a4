"""The HTTP service as an ASGI application."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI

from api.limits import BodyLimit
from api.problems import add_problem_handlers
from api.routes import router
from index.embed import Embedder
from search.engine import Archive


def create_app(archive: Path, embedder: Embedder | None = None) -> FastAPI:
    """The service over the archive in ``archive``.

    Raises:
        ArchiveMissing, ArchiveDamaged, ArchiveStale: it can't be opened.
    """
    app = FastAPI(
        title="Pressmark",
        version=version("pressmark"),
        description="Answers from a folder of articles, every sentence with its proof.",
    )
    app.state.archive = Archive(archive, embedder)
    app.add_middleware(BodyLimit)
    app.include_router(router)
    add_problem_handlers(app)
    return app
