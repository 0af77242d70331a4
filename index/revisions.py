"""Revisions: how a version of an article is stored, and what tells two of them apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple

from index.records import Article, Draft, Source
from index.seals import WHOLE

COLUMNS = ", ".join(WHOLE)
"""What ``as_article`` reads."""


def digest(draft: Draft, sources: Sequence[Source] = ()) -> str:
    """SHA-256 of all that a reader is shown of an article: another value is another revision."""
    fields = [draft.title, draft.text, draft.source, draft.url, draft.published, draft.author]
    further = {
        "language": draft.language, "dated_by": draft.dated_by, "places": draft.places,
        "sources": [astuple(source) for source in sources],
    }  # fmt: skip
    known = {name: value for name, value in further.items() if value}
    content = json.dumps([*fields, sorted(draft.tags), *([known] if known else [])])
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def as_draft(article: Article) -> Draft:
    """The draft that ``article`` was stored from."""
    return Draft(
        article.origin, article.title, article.text, article.source, article.url,
        article.published, article.author, article.tags, article.language, article.dated_by,
        article.places,
    )  # fmt: skip


def as_article(row: tuple[object, ...]) -> Article:
    """An article from the ``COLUMNS`` of its row."""
    number, id_, digest_, origin, title, text, source, *further = row
    url, published, author, tags, language, dated_by, places, sources = (
        None if value is None else str(value) for value in further
    )
    return Article(
        str(id_), int(str(number)), str(digest_), str(origin), str(title), str(text), str(source),
        url, published, author, tuple(json.loads(tags or "[]")), language, dated_by,
        tuple((at, name) for at, name in json.loads(places or "[]")),
        tuple(Source(*fields) for fields in json.loads(sources or "[]")),
    )  # fmt: skip
