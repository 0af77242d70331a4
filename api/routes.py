"""The routes: each a few lines over the same functions as the command line."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.forms import (
    AddedOut,
    AnswerOut,
    ArticleBody,
    ArticleLine,
    ArticleOut,
    AskBody,
    HealthOut,
    ProblemOut,
    ReportOut,
    SearchOut,
)
from api.page import CSP, article_page
from index import update
from index.catalogue import article_id
from index.errors import ArticleNotFound, BadInput
from index.read import with_line_feeds
from index.records import Article, Draft
from search import engine
from search.settings import LONGEST_QUESTION, MOST_HITS, Settings, checked_question
from search.wire import of_answer, of_article, of_hit, of_report

_PROBLEM = {"model": ProblemOut, "content": {"application/problem+json": {}}}
router = APIRouter(
    responses={404: _PROBLEM, 409: _PROBLEM, 413: _PROBLEM, 422: _PROBLEM, 503: _PROBLEM}
)


def _archive(request: Request) -> engine.Archive:
    opened: engine.Archive = request.app.state.archive
    return opened


Opened = Annotated[engine.Archive, Depends(_archive)]


@router.get("/health")
def health(archive: Opened) -> HealthOut:
    """Whether the service can answer."""
    snapshot = archive.snapshot()
    return HealthOut(
        status="degraded" if snapshot.warning else "ok",
        version=version("pressmark"),
        generation=snapshot.manifest.generation,
        articles=snapshot.manifest.articles,
        passages=snapshot.manifest.passages,
        warning=snapshot.warning,
    )


@router.get("/v1/search", response_model=SearchOut)
def search(
    archive: Opened,
    q: Annotated[str, Query(max_length=LONGEST_QUESTION, examples=["gifts for Kim"])],
    k: Annotated[int, Query(ge=1, le=MOST_HITS)] = 10,
) -> dict[str, Any]:
    """The passages that fit a question best."""
    hits = engine.search(archive, q, k)
    return {
        "question": checked_question(q),
        "hits": [of_hit(rank, hit) for rank, hit in enumerate(hits, 1)],
    }


@router.post("/v1/ask", response_model=AnswerOut)
def ask(archive: Opened, body: AskBody) -> dict[str, Any]:
    """Sentences of the articles that answer, each cited; or ``no_answer``."""
    settings = Settings(min_support=body.min_support, fast=body.fast)
    return of_answer(engine.ask(archive, body.question, settings))


@router.get("/v1/articles", response_model=list[ArticleLine])
def articles(
    archive: Opened,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> list[dict[str, Any]]:
    """Articles in order of id, without their texts."""
    with archive.catalogue() as catalogue:
        page = list(catalogue.current(limit, offset))
    return [of_article(article, text=False) for article in page]


@router.get("/v1/articles/{id_}", response_model=ArticleOut)
def article(archive: Opened, id_: str) -> dict[str, Any]:
    """An article with its canonical text."""
    return of_article(_found(archive, id_))


@router.post("/v1/articles", response_model=AddedOut, status_code=201)
def add(archive: Opened, body: ArticleBody, response: Response) -> dict[str, Any]:
    """Add an article; it is searchable when the answer comes."""
    origin = "api:" + (body.url or "sha256:" + hashlib.sha256(body.title.encode()).hexdigest())
    try:
        text = with_line_feeds(body.text)
        draft = Draft(
            origin, " ".join(body.title.split()), text, body.source, body.url, body.published,
            body.author, tuple(body.tags),
        )  # fmt: skip
        str(draft).encode()
    except UnicodeEncodeError as error:
        raise BadInput("a field holds half a surrogate pair: it is not valid text") from error
    embedder = archive.embedder(archive.snapshot().manifest)
    report = update.put(archive.folder, [draft], embedder=embedder)
    response.headers["Location"] = f"/v1/articles/{article_id(origin)}"
    return {**of_report(report), "article_id": article_id(origin)}


@router.delete("/v1/articles/{id_}", response_model=ReportOut)
def delete(archive: Opened, id_: str) -> dict[str, Any]:
    """Take an article out of the archive."""
    embedder = archive.embedder(archive.snapshot().manifest)
    return of_report(update.remove(archive.folder, [id_], embedder=embedder))


@router.get("/articles/{id_}", response_class=HTMLResponse, include_in_schema=False)
def page(archive: Opened, id_: str, start: int = 0, end: int = 0) -> HTMLResponse:
    """The article as a page, with the words from ``start`` to ``end`` marked."""
    return HTMLResponse(
        article_page(_found(archive, id_), start, end),
        headers={"Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff"},
    )


def _found(archive: engine.Archive, id_: str) -> Article:
    found = archive.article(id_)
    if found is None:
        raise ArticleNotFound(f"no article {id_[:40]} in the archive. See: GET /v1/articles")
    return found
