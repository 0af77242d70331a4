"""A limit on the size of a request's body, before anything of it is parsed."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem

LARGEST_BODY = 8_000_000
"""Bytes."""
SLOWEST_BODY = 30.0
"""Seconds that the next part of a body may take."""
LONGEST_BODY = 120.0
"""Seconds that a whole body may take, so that a drop at a time holds nothing for long."""


class BodyLimit:
    """ASGI middleware that answers 413 to a body of more than ``LARGEST_BODY``, and 408 to one that
    does not come.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > LARGEST_BODY:
            await self._refuse(scope, receive, send)
            return
        # A chunked body tells no length beforehand: read it up to the limit, then hand it on.
        body = b""
        more = True
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST_BODY
        while more:
            left = end - loop.time()
            try:
                message = await asyncio.wait_for(receive(), min(SLOWEST_BODY, max(0.0, left)))
            except TimeoutError:
                slow = f"the body stopped for more than {SLOWEST_BODY:g} s"
                whole = f"the body took more than {LONGEST_BODY:g} s"
                late = problem(408, slow if left > SLOWEST_BODY else whole)
                await late(scope, receive, send)
                return
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > LARGEST_BODY:
                await self._refuse(scope, receive, send)
                return
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = problem(413, f"the body may have {LARGEST_BODY:,} bytes")
        await refusal(scope, receive, send)
