"""Running the service."""

from __future__ import annotations

import logging
import sys

import uvicorn

from api.app import create_app
from api.connections import MOST, Patience
from api.console import note
from api.request_log import LOGGER, JsonLines
from api.serving import Options


def run(options: Options, port: int) -> None:
    """Serve until interrupted.

    Raises:
        ArchiveMissing, ArchiveDamaged, ArchiveStale, ModelMissing: it can't be opened.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for logger in (LOGGER, logging.getLogger("uvicorn.error")):
        logger.addHandler(handler)
        logger.propagate = False
    LOGGER.setLevel(logging.INFO)
    app = create_app(options)
    app.state.service.warm()
    host = f"[{options.host}]" if ":" in options.host else options.host
    note(f"pressmark serves {options.archive}: http://{host}:{port}/")
    if options.exposed:
        note("reachable from elsewhere, so everything needs a key: pressmark key new NAME")
    # Proxies are not believed: who asks is never decided by an address that a header names.
    uvicorn.run(
        app, host=options.host, port=port, log_level="warning", log_config=None,
        access_log=False, proxy_headers=False, server_header=False,
        http=Patience, limit_concurrency=MOST, timeout_keep_alive=10,
    )  # fmt: skip
