"""Notes and clipped articles that Evernote has exported (.enex)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from index.blocks import words
from index.canonical import body, has_words, line, web_address
from index.dates import day
from index.errors import NotAnArticle
from index.read_text import title_of
from index.reading import File, Items, part_name
from index.records import Draft, Skipped


def read_enex(file: File, _: Callable[[File], Items]) -> Items:
    """Each note, known by when it was made; its attachments are left out.

    Raises:
        NotAnArticle: it is no such export, or an XML bomb.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    seen: set[str] = set()
    number = 0
    try:
        for _event, node in iterparse(io.BytesIO(file.data), events=("end",)):
            if node.tag != "note":
                continue
            number += 1
            made = _said(node, "created")
            yield _note(file, part_name(made, number, seen), number, node, made)
            node.clear()  # attachments are large
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NotAnArticle("it is not an export of Evernote: its XML can't be read") from error
    if not number:
        raise NotAnArticle("it is XML, but no export of Evernote")


def _note(file: File, name: str, number: int, node: Any, made: str | None) -> Draft | Skipped:
    content = node.findtext("content") or ""
    text = body(words(content[content.find("<en-note") :])) if "<en-note" in content else ""
    origin = f"{file.origin}#{name}"
    if not has_words(text):
        return Skipped(origin, "it holds no words")
    published = day((made or "")[:8])
    tags = (line(tag.text) for tag in node.findall("tag"))
    return Draft(
        origin=origin,
        title=_said(node, "title") or f"{title_of(file.path)} {number}",
        text=text,
        url=web_address(_said(node, "note-attributes/source-url")),
        published=published,
        author=_said(node, "note-attributes/author"),
        tags=tuple(tag for tag in tags if tag),
        dated_by="metadata" if published else None,
    )


def _said(node: Any, name: str) -> str | None:
    return line(node.findtext(name))
