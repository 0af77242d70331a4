"""The query parameters that narrow a search or a list, as OpenAPI shows them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from search.filters import Filters

Text = Annotated[str | None, Query(min_length=1, max_length=200)]
DAY = r"^\d{4}(-\d\d(-\d\d)?)?$"


def _filters(
    since: Annotated[
        str | None, Query(max_length=10, description="From this day, month or year on.")
    ] = None,
    until: Annotated[
        str | None, Query(max_length=10, description="Up to this day, month or year.")
    ] = None,
    source: Annotated[
        str | None, Query(max_length=200, description="A source, or the host of an address.")
    ] = None,
    author: Annotated[str | None, Query(max_length=200, description="One of the authors.")] = None,
    tag: Annotated[str | None, Query(max_length=100, description="One of the tags.")] = None,
    lang: Annotated[str | None, Query(max_length=35, description="A code such as en.")] = None,
) -> Filters:
    return Filters(since, until, source, author, tag, lang)


Narrowing = Annotated[Filters, Depends(_filters)]
