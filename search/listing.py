"""Which sources, authors and days the articles have, each with the opening of an article of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.facets import authors, host, plain
from index.records import Article, Source
from search.overview import Repeats, opened
from search.results import Answer, Hit
from search.said import nothing

MOST_NAMED, MOST_TOLD, MOST_SHOWN = 40, 12, 6
"""Names that are looked for, told, and told with an article."""


def named(kind: str, value: str, article: Article) -> str | None:
    """How ``article`` writes the source or author that its facet ``value`` is of; None for what is
    none by itself: several authors, and the host of a source that has a name.
    """
    said: tuple[Article | Source, ...] = (article, *article.sources)
    for own in said:
        if kind == "author":
            names = authors(own.author or "")
        else:
            names = [own.source or host(own.url) or ""]
        found = next((name for name in names if plain(name) == value), None)
        if found:
            return found
    return None


def listed(
    question: str, kind: str, found: Sequence[tuple[str, int, Hit]], repeats: Repeats
) -> Answer | None:
    """The names that were ``found``, of how many articles each is, and one of these."""
    if not found:
        return nothing(question, f"no article names its {kind}")
    names = [
        f"{name} ({count:,} {'article' if count == 1 else 'articles'})"
        for name, count, _ in found[:MOST_TOLD]
    ]
    rest = len(found) - len(names)
    many = f"{len(found)} {kind}s" if len(found) > 1 else f"one {kind}"
    if len(found) > MOST_NAMED:
        many, more = f"more than {MOST_NAMED} {kind}s", ", and others"
    else:
        more = f", and {rest} more" if rest else ""
    reason = f"{many}: {', '.join(names)}{more}"
    return _shown(question, [hit for *_, hit in found[:MOST_SHOWN]], repeats, reason)


def of_days(question: str, ends: Sequence[Hit], repeats: Repeats) -> Answer | None:
    """The days of the oldest and the newest article, which ``ends`` are of."""
    days = [hit.article.published for hit in ends if hit.article.published]
    if not days:
        return nothing(question, "no article has a date")
    span = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    return _shown(question, ends, repeats, f"the articles with a date are of {span}")


def _shown(question: str, hits: Sequence[Hit], repeats: Repeats, reason: str) -> Answer | None:
    answer = opened(question, hits, repeats)
    return replace(answer, reason=reason) if answer else None
