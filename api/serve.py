"""Running the service."""

from __future__ import annotations

from pathlib import Path

import uvicorn

from api.app import create_app
from api.console import note


def run(archive: Path, host: str, port: int) -> None:
    """Serve until interrupted.

    Raises:
        ArchiveMissing, ArchiveDamaged, ArchiveStale, ModelMissing: it can't be opened.
    """
    app = create_app(archive)
    opened = app.state.archive
    # The first question should not wait for the model.
    opened.embedder(opened.snapshot().manifest).encode(["warm"])
    note(f"pressmark serves {archive}: http://{host}:{port}/docs")
    uvicorn.run(app, host=host, port=port, log_level="warning")
