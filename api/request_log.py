"""One JSON line a request on stderr, its id, its headers, its count: and no word of a question."""

from __future__ import annotations

import datetime
import json
import logging
import re
import secrets
import time
import traceback
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.problems import REQUEST_ID, problem

LOGGER = logging.getLogger("pressmark")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class JsonLines(logging.Formatter):
    """Each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """See logging.Formatter."""
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        fields = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        return json.dumps(fields, ensure_ascii=False)


class RequestLog:
    """ASGI middleware, the outermost of ours. The query string and the body, which hold
    questions, are never logged; the path is logged as its template.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, shared: bool = False) -> None:
        """``shared``: pages of other origins may read answers (CORS)."""
        self._app, self._metrics = app, metrics
        self._headers = {
            name: value
            for name, value in _HEADERS.items()
            if not (shared and name == "Cross-Origin-Resource-Policy")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        id_ = given if _ID.fullmatch(given) else secrets.token_hex(8)
        token = REQUEST_ID.set(id_)
        begun = time.perf_counter()
        status = 0

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = id_
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        failed: dict[str, Any] = {}
        try:
            await self._app(scope, receive, named)
        except Exception as error:
            failed = {"error": type(error).__name__, "trace": _places(error)}
            if not status:
                refusal = problem(500, "something went wrong in the server; its log tells what")
                await refusal(scope, receive, named)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            seconds = time.perf_counter() - begun
            self._metrics.request(scope["method"], route, status, seconds)
            fields = {"request_id": id_, "method": scope["method"], "route": route,
                      "status": status, "ms": round(1000 * seconds, 1), **failed}  # fmt: skip
            level = logging.ERROR if failed else logging.INFO
            LOGGER.log(level, "request", extra={"fields": fields})
            REQUEST_ID.reset(token)


def _places(error: Exception) -> list[str]:
    """Where it happened. Not the message, which may hold the question."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
