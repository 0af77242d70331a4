"""News as agencies and archives deliver them: NITF, NewsML, NewsML-G2 and Reuters' own form.

Sources: IPTC, NITF 3.6, NewsML 1.2 and NewsML-G2 2.34; the Reuters Corpus, newsitem.dtd.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from index.blocks import blocks
from index.canonical import body
from index.dates import day
from index.headings import Part, level
from index.xml_text import all_said, every, first, name, parts, said


@dataclass(frozen=True)
class Told:
    """What an article in XML says, and what is said of it."""

    parts: list[Part]
    title: str | None = None
    author: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    known: str | None = None
    tags: tuple[str, ...] = ()


def reader(element: Any) -> Callable[[Any], Told] | None:
    """What reads ``element``, None where it is no article of such a form."""
    if name(element) == "nitf":
        return _nitf
    if name(element) != "newsitem":
        return None
    children = {name(child) for child in element}
    if children & {"itemmeta", "contentset"}:
        return _g2
    if "newscomponent" in children:
        return _newsml
    return _reuters if "text" in children else None


def _nitf(root: Any) -> Told:
    about = first(root, "pubdata")
    bylines = (each for each in every(root, "byline") if each.get("class") != "normalized_byline")
    byline = next(bylines, None)
    for titled in [] if byline is None else [*every(byline, "byttl")]:
        titled.text = None
    whole = (each for each in every(root, "block") if each.get("class") == "full_text")
    content = next(whole, first(root, "body.content"))  # the lead stands in it once more
    return Told(
        parts=parts(content) if content is not None else [],
        title=said(first(root, "hl1")) or said(first(root, "head", "title")),
        author=said(byline),
        published=_day(
            said(about, "date.publication"), said(first(root, "date.issue"), "norm"),
            said(first(root, "story.date"), "norm"), said(first(root, "date.release"), "norm"),
        ),
        source=said(about, "name") or said(first(root, "distributor"))
        or said(first(root, "doc.copyright"), "holder"),
        url=said(about, "ex-ref"),
        known=said(first(root, "doc-id"), "id-string"),
        language=said(root, "lang"),
    )  # fmt: skip


def _g2(item: Any) -> Told:
    content = first(item, "contentset")
    nested = first(content, "nitf")
    inner = _nitf(nested) if nested is not None else Told(_content(content))
    about = first(item, "contentmeta")
    return Told(
        parts=inner.parts,
        title=said(first(about, "headline"))
        or inner.title
        or said(first(item, "itemmeta", "title")),
        author=said(first(about, "by")) or inner.author or _called(first(about, "creator")),
        published=_day(*(
            said(first(item, each)) for each in ("contentcreated", "firstcreated", "versioncreated")
        )),
        source=_called(first(about, "infosource")) or _called(first(item, "provider"))
        or _called(first(item, "copyrightholder")),
        known=said(item, "guid"),
        language=said(item, "lang") or said(first(about, "language"), "tag"),
        tags=all_said(every(about, "keyword")),
    )  # fmt: skip


def _content(content: Any | None) -> list[Part]:
    data = first(content, "inlinedata")
    if data is not None and not len(data):  # its marks are written as text
        return [(level(kind), body([words])) for kind, words in blocks(data.text or "")]
    bodies = [*every(content, "body")]
    bodies += [each for each in every(content, "group") if each.get("type") == "body"]
    within = bodies[0] if bodies else content
    return parts(within) if within is not None else []


def _newsml(item: Any) -> Told:
    nested, data = first(item, "nitf"), first(item, "datacontent")
    inner = _nitf(nested) if nested is not None else Told(parts(data) if data is not None else [])
    return Told(
        parts=inner.parts,
        title=said(first(item, "headline")) or inner.title,
        author=said(first(item, "byline")) or inner.author,
        published=_day(*(
            said(first(item, each)) for each in ("firstcreated", "dateid", "thisrevisioncreated")
        )) or inner.published,
        source=said(first(item, "provider", "party"), "FormalName")
        or said(first(item, "providerid")),
        known=said(first(item, "newsitemid")),
        language=said(first(item, "language"), "FormalName"),
        tags=all_said(every(item, "keywordline")),
    )  # fmt: skip


def _reuters(item: Any) -> Told:
    text = first(item, "text")
    return Told(
        parts=parts(text) if text is not None else [],
        title=said(first(item, "headline")) or said(first(item, "title")),
        author=said(first(item, "byline")), published=_day(said(item, "date")),
        known=said(item, "itemid"), language=said(item, "lang"), source="Reuters",
    )  # fmt: skip


def _called(party: Any | None) -> str | None:
    """The name of someone, who may be told by one of several attributes."""
    named = said(first(party, "name")) or said(party)
    return (
        named or said(party, "literal") or (said(party, "qcode") or "").rpartition(":")[2] or None
    )


def _day(*stated: str | None) -> str | None:
    return next((found for each in stated if each and (found := day(each))), None)
