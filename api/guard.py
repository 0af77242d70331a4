"""Who may do what: hosts, keys, and the token of our own page (docs/decisions/0007-doors.md)."""

from __future__ import annotations

import hmac
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api import keys
from api.problems import Refused, problem
from api.service import Served, Service

TOKEN_HEADER = "X-Pressmark-Token"  # noqa: S105 a header's name

_bearer = HTTPBearer(
    auto_error=False, scheme_name="key", description="A key made by `pressmark key new NAME`."
)
_page = APIKeyHeader(
    name=TOKEN_HEADER, auto_error=False, scheme_name="page",
    description="What the page at / shows for its writes, on loopback only.",
)  # fmt: skip


class Hosts:
    """ASGI middleware that answers only to the names it knows: against DNS rebinding."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http":
            name = hostname(Headers(scope=scope).get("host", ""))
            if name not in self._names:
                refusal = problem(
                    400,
                    "this server does not answer to that Host. "
                    "Allow it: pressmark serve --allow-host NAME",
                )
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


def hostname(host: str) -> str | None:
    """The name in a Host header, without its port.

    >>> hostname("[::1]:8420")
    '::1'
    """
    try:
        return urlsplit("//" + host).hostname
    except ValueError:
        return None


async def key_needed(
    request: Request,
    service: Served,
    key: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    token: Annotated[str | None, Security(_page)],
) -> None:
    """Refuse a request without a key, or without the token where our own page may write.

    Raises:
        Refused: 401.
    """
    if key is not None and keys.valid(service.options.archive, key.credentials):
        return
    if token is not None and _our_page(request, service, token):
        return
    what = "a valid key" if key is not None or token is not None else "a key"
    raise Refused(
        401,
        f"{what} is needed: Authorization: Bearer KEY. Make one: pressmark key new NAME",
        {"WWW-Authenticate": 'Bearer realm="pressmark"'},
    )


KEY_NEEDED = Depends(key_needed)


def _our_page(request: Request, service: Service, token: str) -> bool:
    """Whether a page of this very server asks, and it is reached through loopback alone."""
    if service.options.exposed or not token.isascii():
        return False
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    return hmac.compare_digest(token, service.token)
