"""Reading articles: one by one, page by page, as text and as passages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import PlainTextResponse

from api.cursors import next_link
from api.forms_articles import ArticleLine, ArticleOut, PassagesOut
from api.narrowing import Narrowing
from api.service import Served
from index.catalogue import Catalogue
from index.records import Article
from search.filters import Filters
from search.wire import of_article

router = APIRouter(tags=["articles"])
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{12}$", examples=["c609109ba5a2"])]
_UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "What If-None-Match names is still what there is."}
}


@router.get("/v1/articles", response_model=list[ArticleLine])
async def articles(
    request: Request,
    response: Response,
    service: Served,
    filters: Narrowing,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> list[dict[str, Any]]:
    """Articles in order of id, without their texts. The header `Link` leads to the next page."""

    def read() -> list[Article]:
        with service.archive.catalogue() as catalogue:
            return _page(catalogue, filters, limit + 1, offset)

    page = await service.reads.run(read)
    if len(page) > limit:
        after = {"limit": limit, "offset": offset + limit, **asdict(filters)}
        response.headers["Link"] = next_link(request.url.path, after)
    return [of_article(article, text=False) for article in page[:limit]]


@router.get("/v1/articles/{id_}", response_model=ArticleOut, responses=_UNCHANGED)
async def article(request: Request, response: Response, service: Served, id_: Id) -> Any:
    """An article with its canonical text. `ETag` changes with it."""
    found = await service.read(id_)
    return _unchanged(request, found) or _tagged(response, found, of_article(found))


@router.get("/v1/articles/{id_}/text", response_class=PlainTextResponse, responses=_UNCHANGED)
async def text(request: Request, service: Served, id_: Id) -> Response:
    """The canonical text alone: offsets count its code points."""
    found = await service.read(id_)
    return _unchanged(request, found) or PlainTextResponse(
        found.text, headers={"ETag": _etag(found)}
    )


@router.get("/v1/articles/{id_}/passages", response_model=PassagesOut, responses=_UNCHANGED)
async def passages(request: Request, response: Response, service: Served, id_: Id) -> Any:
    """The passages that an article is searched by."""

    def read() -> tuple[Article, list[tuple[int, int]]]:
        found = service.article(id_)
        with service.archive.catalogue() as catalogue:
            return found, list(catalogue.spans(found.revision))

    found, spans = await service.reads.run(read)
    lines = [
        {"paragraph": n, "start": start, "end": end, "text": found.text[start:end]}
        for n, (start, end) in enumerate(spans, 1)
    ]
    made = {"article_id": found.id, "sha256": found.digest, "passages": lines}
    return _unchanged(request, found) or _tagged(response, found, made)


def _page(catalogue: Catalogue, filters: Filters, limit: int, offset: int) -> list[Article]:
    """Articles that fit, in order of id."""
    if not filters:
        return list(catalogue.current(limit, offset))
    facets, condition = catalogue.facets(), filters.condition()
    fitting = [n for n in catalogue.newest() if condition.holds(facets[n])]
    if filters.article is not None:
        own = catalogue.article(filters.article)
        fitting = [n for n in fitting if own and n == own.revision]
    numbers = fitting[offset : offset + limit]
    found = catalogue.revisions(numbers)
    return [found[number] for number in numbers]


def _etag(article: Article) -> str:
    # Weak: the same article may be sent compressed or not.
    return f'W/"{article.digest}"'


def _unchanged(request: Request, article: Article) -> Response | None:
    """304 where the client has this revision already."""
    known = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
    held = {tag.removeprefix("W/") for tag in known}
    if "*" in held or f'"{article.digest}"' in held:
        return Response(status_code=304, headers={"ETag": _etag(article)})
    return None


def _tagged(response: Response, article: Article, made: dict[str, Any]) -> dict[str, Any]:
    response.headers["ETag"] = _etag(article)
    return made
