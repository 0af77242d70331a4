"""Server-sent events (WHATWG HTML, 9.2)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import StreamingResponse

CONTENT = "text/event-stream"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"type": "string"},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
"""Of one event, for OpenAPI."""


def event(name: str, data: Any) -> bytes:
    r"""One event. JSON holds no line break, so ``data`` is one line.

    >>> event("done", {"a": "x\ny"})
    b'event: done\ndata: {"a": "x\\ny"}\n\n'
    """
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def streamed(events: AsyncIterator[bytes]) -> StreamingResponse:
    """A response that no proxy should hold back or store."""
    return StreamingResponse(
        events,
        media_type=CONTENT,
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
