"""The parameters that narrow a search, a question or a list, as OpenAPI shows them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from pydantic import WithJsonSchema

from api.forms import DATE_SCHEMA, ArticleId, FiltersBody, Name
from search.filters import NONE, Filters


def _day(words: str) -> object:
    return Query(max_length=10, description=words)


async def _filters(
    since: Annotated[
        str | None, _day("From this day, month or year on."), WithJsonSchema(DATE_SCHEMA)
    ] = None,
    until: Annotated[
        str | None, _day("Up to this day, month or year."), WithJsonSchema(DATE_SCHEMA)
    ] = None,
    source: Annotated[Name, Query(description="A source, or the host of an address.")] = None,
    author: Annotated[Name, Query(description="One of the authors.")] = None,
    tag: Annotated[Name, Query(description="One of the tags.")] = None,
    lang: Annotated[Name, Query(description="A code such as en.")] = None,
    article: Annotated[ArticleId, Query(description="The id of the only one that may be used.")] = (
        None
    ),
) -> Filters:
    return narrowed(
        FiltersBody(
            since=since,
            until=until,
            source=source,
            author=author,
            tag=tag,
            lang=lang,
            article=article,
        )
    )


Narrowing = Annotated[Filters, Depends(_filters)]


def narrowed(body: FiltersBody | None) -> Filters:
    """The filters that a request names.

    Raises:
        BadInput: one that can't be used, or two that contradict each other.
    """
    return NONE if body is None else Filters(**body.model_dump())
