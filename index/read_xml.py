"""XML (.xml): a feed, news as agencies deliver them, a paper, or records under any names; and SGML
(.sgm): news of before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from index import news_xml, papers_xml, wires
from index.canonical import has_words, line, web_address
from index.decoded import decoded
from index.errors import NotAnArticle
from index.headings import parted
from index.news_xml import Told
from index.page_authors import page_authors
from index.read_feed import read_feed
from index.read_records import articles, unknown
from index.read_text import title_of
from index.reading import File, Items, part_name
from index.record_lists import records
from index.records import Draft, Skipped
from index.sgml import parsed
from index.xml_text import html, name
from index.zipped import xml

_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|RDF)[\s>]")
_HEAD = 4_000
"""Bytes in which a feed begins."""
_BY = re.compile(r"\A(?:by|von|par|por)\s+", re.IGNORECASE)
_OF_TEXT = {"p", "br", "div", "para", "ul", "ol"}
DEEPEST = 40
"""Elements within each other of which records are made."""


def read_xml(file: File, read: Callable[[File], Items]) -> Items:
    """Each article of it.

    Raises:
        NotAnArticle: it is no XML, or there is no text in it.
    """
    if _FEED.search(file.data[:_HEAD]):
        yield from read_feed(file, read)
        return
    root = xml(file.data, "XML")
    if told := _told(root):
        yield from _drafts(file, told)
        return
    held = records(_value(root, DEEPEST), file.fields)
    if held is None:
        names = dict.fromkeys(each for each in map(name, root) if each)
        why = unknown(file.fields, names)
        raise NotAnArticle(f"it is XML, but no RSS or Atom feed and no news: {why}")
    yield from articles(file, enumerate(held, 1))


def read_sgml(file: File, _: Callable[[File], Items]) -> Items:
    """Each article of the news in it.

    Raises:
        NotAnArticle: there is none in it.
    """
    text = decoded(file.data, file.encoding or "latin-1")  # what there was before UTF-8
    told = _told(parsed(text))
    if not told:
        raise NotAnArticle("it is no news in SGML: no <DOC> with a <TEXT>, and no <REUTERS>")
    yield from _drafts(file, told)


def _told(root: Any) -> list[Told]:
    return [found(each) for each, found in [*_articles(root)]]  # reading changes the elements


def _articles(root: Any) -> Iterator[tuple[Any, Callable[[Any], Told]]]:
    within: set[Any] = set()
    for element in root.iter():
        if element not in within and (
            found := news_xml.reader(element) or papers_xml.reader(element) or wires.reader(element)
        ):
            within.update(element.iter())
            yield element, found


def _drafts(file: File, told: list[Told]) -> Items:
    seen: set[str] = set()
    for number, each in enumerate(told, 1):
        text, places = parted(each.parts)
        origin = file.origin
        if len(told) > 1:
            origin += f"#{part_name(each.known, number, seen)}"
        if not has_words(text):
            yield Skipped(origin, "it holds no words")
            continue
        numbered = f" {number}" if len(told) > 1 else ""
        yield Draft(
            origin=origin, title=each.title or f"{title_of(file.path)}{numbered}", text=text,
            source=each.source or "", url=web_address(each.url), published=each.published,
            author=page_authors(_BY.sub("", each.author or "").rstrip(", "), each.source or "", ""),
            tags=each.tags, language=each.language, places=places,
            dated_by="metadata" if each.published else None,
        )  # fmt: skip


def _value(element: Any, depth: int) -> Any:
    """As JSON would have it: an element of elements is an object, of several of one name a list;
    one of paragraphs or with words between its elements is a text.
    """
    inside = [child for child in element if name(child)]
    if not inside:
        words = (element.text or "").strip()
        return words or dict(element.items()) or None
    between = (element.text, *(child.tail for child in element))
    if depth == 0 or any(map(line, between)) or any(name(child) in _OF_TEXT for child in inside):
        return html(element)
    values = [(name(child), _value(child, depth - 1)) for child in inside]
    many = Counter(name for name, _ in values)
    if len(many) == 1 and all(isinstance(value, (dict, list)) for _, value in values):
        return [value for _, value in values]
    made: dict[str, Any] = {key.rpartition("}")[2]: value for key, value in element.items()}
    for each, value in values:
        if many[each] > 1:
            made[each] = [said for name_, said in values if name_ == each]
        else:
            made[each] = value
    return made
