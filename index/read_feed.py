"""Feeds saved as files (RSS, Atom) and exports of blogs, by feedparser. Nothing is fetched."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from index import blogs
from index.blocks import words
from index.canonical import body, has_words, host, line, web_address
from index.dates import day
from index.errors import NotAnArticle
from index.page_title import page_title
from index.read_text import title_of
from index.reading import File, Items, part_name
from index.records import Draft, Skipped


def read_feed(file: File, _: Callable[[File], Items]) -> Items:
    """Each entry of a feed, known by its id or link.

    Raises:
        NotAnArticle: it is no feed, or an XML bomb.
    """
    import feedparser

    if b"<!ENTITY" in file.data:
        raise NotAnArticle("it defines XML entities, as a bomb does")
    feed = feedparser.parse(io.BytesIO(file.data))
    if not feed.version:
        raise NotAnArticle("it is XML, but no RSS or Atom feed")
    if not feed.entries:
        raise NotAnArticle("it is a feed without entries")
    seen: set[str] = set()
    authors = blogs.names(file.data)
    for number, entry in enumerate(feed.entries, 1):
        name = part_name(line(entry.get("id") or entry.get("link")), number, seen)
        if not blogs.is_listed(entry):
            continue
        if status := blogs.unpublished(entry):
            yield Skipped(f"{file.origin}#{name}", f"it was not published (its status is {status})")
            continue
        text = _text(entry)
        if not has_words(text):
            yield Skipped(f"{file.origin}#{name}", "it holds no words")
            continue
        published = day(entry.get("published") or entry.get("updated"))
        url = web_address(line(entry.get("link")))
        source = line(entry.get("source", {}).get("title") or feed.feed.get("title")) or ""
        title = line(" ".join(words(entry.get("title", "")))) or f"{title_of(file.path)} {number}"
        yield Draft(
            origin=f"{file.origin}#{name}",
            title=page_title(title, (), source, host(url)),
            text=text,
            source=source,
            url=url,
            published=published,
            author=line(authors.get(entry.get("author", ""), entry.get("author"))),
            tags=tuple(filter(None, map(line, blogs.tags(entry)))),
            language=line(feed.feed.get("language")),
            dated_by="metadata" if published else None,
        )


def _text(entry: Any) -> str:
    contents = [part.get("value") or "" for part in entry.get("content", [])]
    longest = max([*contents, entry.get("summary") or ""], key=len)
    return body(words(blogs.shown(entry, longest)))
