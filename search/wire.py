"""The one JSON form of everything that leaves a process: terminal, HTTP and files alike."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from index.paragraphs import soft_breaks
from index.records import Article, Report
from search.reader import Reading
from search.results import Answer, Hit

PLACES = 4
"""Decimals of scores: a model that is loaded for one question, as on the command line, and one that
stays differ in the seventh.
"""


def of_answer(answer: Answer) -> dict[str, Any]:
    """An answer; the field names are those of ``Answer``, ``Sentence`` and ``Citation``."""
    return asdict(answer)


def of_hit(rank: int, hit: Hit) -> dict[str, Any]:
    """A hit and its place in the ranking; ``similar`` and ``sources`` only where there are any."""
    similar: dict[str, Any] = {"similar": list(hit.similar)} if hit.similar else {}
    if hit.article.sources:
        similar["sources"] = [asdict(source) for source in hit.article.sources]
    return {
        "rank": rank,
        "score": round(hit.score, PLACES),
        "article_id": hit.article.id,
        "title": hit.article.title,
        "source": hit.article.source,
        "url": hit.article.url,
        "published": hit.article.published,
        "author": hit.article.author,
        "dated_by": hit.article.dated_by,
        "language": hit.article.language,
        "section": hit.article.place(hit.passage.span.start),
        "paragraph": hit.passage.ordinal + 1,
        "start": hit.passage.span.start,
        "end": hit.passage.span.end,
        "text": hit.passage.text,
        "ranks": hit.ranks,
        "scores": {name: round(score, PLACES) for name, score in hit.scores.items()},
        **similar,
    }


def of_reading(hit: Hit, reading: Reading) -> dict[str, Any]:
    """What the reader makes of a hit, in its JSON form."""
    best = reading.spans[0] if reading.spans else None
    return {
        "relevance": round(reading.relevance, 4),
        "support": round(best.support, 4) if best else 0.0,
        "start": best.start if best else None,
        "end": best.end if best else None,
        "quote": hit.article.text[best.start : best.end] if best else None,
    }


def of_article(article: Article, *, text: bool = True) -> dict[str, Any]:
    """An article; ``text`` is the canonical text that offsets point into. ``sources`` is empty
    where it comes from its ``origin`` alone; ``sections`` begin at their offset each.
    """
    fields: dict[str, Any] = {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published,
        "dated_by": article.dated_by,
        "author": article.author,
        "tags": list(article.tags),
        "language": article.language,
        "origin": article.origin,
        "sources": [asdict(source) for source in article.sources],
        "sha256": article.digest,
        "characters": len(article.text),
    }
    if text:
        fields["text"] = article.text
        fields["sections"] = [{"start": at, "section": name} for at, name in article.places]
        fields["soft_breaks"] = soft_breaks(article.text)
    return fields


def of_report(report: Report) -> dict[str, Any]:
    """What an update did."""
    return asdict(report)
