"""Searching passages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import WithJsonSchema

from api.cursors import PATTERN, cursor, next_link, place
from api.forms import HAS_WORDS, SearchOut
from api.narrowing import Narrowing
from api.problems import Refused
from api.service import Served
from search import engine
from search.settings import LONGEST_QUESTION, MOST_HITS, Mode, Settings, checked_question
from search.wire import of_hit, of_reading

router = APIRouter(tags=["search"])


@router.get("/v1/search", response_model=SearchOut, response_model_exclude_unset=True)
async def search(
    request: Request,
    response: Response,
    service: Served,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=LONGEST_QUESTION,
            json_schema_extra=HAS_WORDS,
            examples=["gifts for Kim"],
        ),
    ],
    filters: Narrowing,
    k: Annotated[int, Query(ge=1, le=MOST_HITS, description="Hits on a page.")] = 10,
    mode: Annotated[Mode, Query(description="Which rankings are used.")] = "hybrid",
    one_per_article: Annotated[
        bool, Query(description="The best passage of each article only.")
    ] = False,
    every: Annotated[
        bool, Query(alias="all", description="Near-duplicate articles too, each by itself.")
    ] = False,
    rerank: Annotated[
        bool, Query(description="Let the trained reader order the best 20; takes longer.")
    ] = False,
    asked_on: Annotated[
        str | None,
        Query(
            max_length=10, description="Day of the question: news of the days before counts more."
        ),
        WithJsonSchema({"type": "string", "format": "date"}),
    ] = None,
    explain: Annotated[
        bool, Query(description="With what the reader makes of each hit; takes longer.")
    ] = False,
    cursor_: Annotated[
        str | None,
        Query(alias="cursor", pattern=PATTERN, description="From the Link header of a page."),
    ] = None,
) -> dict[str, Any]:
    """The passages that fit a question best. The header `Link` leads to the next page; it is
    void (404) once the archive has changed.
    """
    settings = Settings(
        mode=mode,
        one_per_article=one_per_article,
        one_per_story=not every,
        rerank=rerank,
        asked_on=asked_on,
        filters=filters,
    )
    asked = {
        "q": q,
        "mode": mode,
        "one_per_article": one_per_article,
        "all": every,
        "rerank": rerank,
        "asked_on": asked_on,
        **asdict(filters),
    }
    wanted, offset = place(cursor_, asked) if cursor_ else (None, 0)
    found = await service.gate.run(
        lambda: engine.page(service.archive, q, k, settings, offset=offset, read=explain),
        request.is_disconnected,
    )
    if wanted not in (None, found.generation):
        raise Refused(404, "cursor: the archive has changed since. Search anew without it")
    if found.more:
        after = cursor(found.generation, offset + k, asked)
        parameters = {**asked, "k": k, "explain": explain or None, "cursor": after}
        response.headers["Link"] = next_link(request.url.path, parameters)
    response.headers["X-Generation"] = str(found.generation)
    hits = [of_hit(rank, hit) for rank, hit in enumerate(found.hits, offset + 1)]
    for line, hit, reading in zip(hits, found.hits, found.readings, strict=False):
        line["reader"] = of_reading(hit, reading)
    return {"question": checked_question(q), "respelt": found.respelt, "hits": hits}
