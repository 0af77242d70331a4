"""What a browser opens: the page, its parts, and the pages that need no JavaScript."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.asking import asked
from api.docs_page import docs_page
from api.page import CSP, answer_page, article_page, html_page, list_page, question_form
from api.problems import Refused
from api.routes_ask import shown
from api.service import Served
from index.records import Article
from search.settings import Settings

shell = APIRouter(include_in_schema=False)
pages = APIRouter(include_in_schema=False)
PAGE_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
ON_A_PAGE = 500
_KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@cache
def _file(name: str) -> bytes:
    return files("api").joinpath("static", name).read_bytes()


@cache
def _packed(name: str) -> bytes:
    return gzip.compress(_file(name), 9, mtime=0)


@cache
def _tag(name: str) -> str:
    return f'W/"{hashlib.sha256(_file(name)).hexdigest()[:32]}"'


@cache
def _version() -> str:
    """A digest of all parts: another version of one has another address."""
    parts = (_file(name) for name in sorted(_names()))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


@cache
def _names() -> frozenset[str]:
    return frozenset(file.name for file in files("api").joinpath("static").iterdir())


@shell.get("/", response_class=HTMLResponse)
@shell.get("/library", response_class=HTMLResponse)
@shell.get("/a/{id_}", response_class=HTMLResponse)
async def page(service: Served, id_: str = "") -> HTMLResponse:
    """The page. It holds nothing of the archive; what its address asks is fetched by it."""
    options = service.options
    html = (
        _file("index.html").decode()
        .replace("{{static}}", f"/static/{_version()}")
        .replace("{{token}}", "" if options.exposed else escape(service.token))
        .replace("{{plain}}", f"/plain?answer={quote(id_, safe='')}" if id_ else "/plain")
        .replace("{{key}}", "yes" if options.exposed else "no")
    )  # fmt: skip
    return HTMLResponse(
        html, headers={"Content-Security-Policy": PAGE_CSP, "Cache-Control": "no-store"}
    )


@shell.get("/static/{name}")
@shell.get("/static/{version}/{name}")
async def static(request: Request, name: str, version: str = "") -> Response:
    """A part of the page; at the address of this version it never changes."""
    kind = _KINDS.get("." + name.rpartition(".")[2])
    if kind is None or name not in _names():
        raise Refused(404, "there is no such part of the page")
    tag = _tag(name)
    kept = "public, max-age=31536000, immutable" if version == _version() else "no-cache"
    headers = {"ETag": tag, "Cache-Control": kept}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        more = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(_packed(name), media_type=kind, headers={**headers, **more})
    return Response(_file(name), media_type=kind, headers=headers)


@pages.get("/plain", response_class=HTMLResponse)
async def plain(
    request: Request,
    service: Served,
    q: Annotated[str, Query(max_length=2000)] = "",
    after: Annotated[str, Query(max_length=2000)] = "",
    answer: Annotated[str, Query(max_length=24)] = "",
) -> HTMLResponse:
    """An answer without JavaScript."""
    if answer:
        kept = await service.reads.run(lambda: shown(service, answer))
        note = f"Asked on {kept['asked'][:10]}." + (
            " An article that it cites has changed since, or is gone." if kept["changed"] else ""
        )
        return _html(answer_page(kept["answer"], note))
    if not q.strip():
        return _html(html_page("Pressmark", question_form()))
    settings = Settings(one_per_story=True)
    made = await service.gate.run(
        lambda: asked(service, q, settings, after=after.strip() or None), request.is_disconnected
    )
    return _html(answer_page(made.answer))


@pages.get("/articles", response_class=HTMLResponse)
async def list_(service: Served, offset: Annotated[int, Query(ge=0, le=10**9)] = 0) -> HTMLResponse:
    """The articles without JavaScript."""

    def read() -> list[Article]:
        with service.archive.catalogue() as catalogue:
            return list(catalogue.current(ON_A_PAGE + 1, offset))

    found = await service.reads.run(read)
    further = f"/articles?offset={offset + ON_A_PAGE}" if len(found) > ON_A_PAGE else None
    return _html(list_page(found[:ON_A_PAGE], further))


@pages.get("/articles/{id_}", response_class=HTMLResponse)
async def article(service: Served, id_: str, start: int = 0, end: int = 0) -> HTMLResponse:
    """The article as a page, with the words from ``start`` to ``end`` marked."""
    return _html(article_page(await service.read(id_), start, end))


@pages.get("/openapi.json")
def openapi(request: Request) -> Any:
    """What the service can be asked."""
    return request.app.openapi()


@pages.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    """The same, to read."""
    return _html(docs_page(request.app.openapi()))


def _html(page: str) -> HTMLResponse:
    return HTMLResponse(page, headers={"Content-Security-Policy": CSP})
