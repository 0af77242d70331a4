"""The parameters that narrow a search, a question or a list, as OpenAPI shows them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from pydantic import WithJsonSchema

from api.forms import CHECKED, DATE_SCHEMA, IN_DESCRIPTION, FiltersBody
from api.problems import Refused
from index.errors import BadInput
from search.filters import NONE, Filters


def _day(words: str) -> object:
    return Query(max_length=10, description=words)


def _name(words: str) -> object:
    return Query(min_length=1, max_length=200, json_schema_extra=IN_DESCRIPTION, description=words)


async def _filters(
    since: Annotated[
        str | None, _day("From this day, month or year on."), WithJsonSchema(DATE_SCHEMA)
    ] = None,
    until: Annotated[
        str | None, _day("Up to this day, month or year."), WithJsonSchema(DATE_SCHEMA)
    ] = None,
    source: Annotated[str | None, _name("A source, or the host of an address."), CHECKED] = None,
    author: Annotated[str | None, _name("One of the authors."), CHECKED] = None,
    tag: Annotated[str | None, _name("One of the tags."), CHECKED] = None,
    lang: Annotated[str | None, _name("A code such as en."), CHECKED] = None,
) -> Filters:
    return narrowed(
        FiltersBody(since=since, until=until, source=source, author=author, tag=tag, lang=lang)
    )


Narrowing = Annotated[Filters, Depends(_filters)]


def narrowed(body: FiltersBody | None) -> Filters:
    """The filters that a request names.

    Raises:
        BadInput: one that can't be used.
        Refused: 409, two that contradict each other.
    """
    if body is None:
        return NONE
    try:
        return Filters(**body.model_dump())
    except BadInput as error:
        if "later than" in str(error):
            raise Refused(409, str(error)) from error
        raise
