"""Papers of journals (JATS, NISO Z39.96-2021, as PubMed Central has them) and editions of texts
(TEI P5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from index.dates import day
from index.news_xml import Told
from index.xml_text import all_said, every, first, name, parts, said

_CITED = {"bibr", "fn", "table-fn"}
_BRACKETS = re.compile(r" ?[\[(][ ,;–-]{0,40}[\])]")
"""What is left of "[1, 2]" without the numbers."""


def reader(element: Any) -> Callable[[Any], Told] | None:
    """What reads ``element``, None where it is neither."""
    children = {name(child) for child in element}
    if name(element) == "article" and "front" in children:
        return _jats
    return _tei if name(element) == "tei" and "teiheader" in children else None


def _jats(article: Any) -> Told:
    about = first(article, "front")
    ids = {each.get("pub-id-type"): said(each) for each in every(about, "article-id")}
    doi = ids.get("doi")
    authors = (each for each in every(about, "contrib") if each.get("contrib-type") == "author")
    days = sorted(filter(None, map(_day, every(about, "pub-date"))))
    texts = (first(about, "abstract"), first(article, "body"))
    return Told(
        parts=[
            (depth, _BRACKETS.sub("", words))
            for each in texts if each is not None
            for depth, words in parts(each, _is_cited)
        ],
        title=said(first(about, "article-title")),
        author=", ".join(filter(None, map(_person, authors))) or None,
        published=days[0] if days else None,
        source=said(first(about, "journal-title")),
        url=f"https://doi.org/{doi}" if doi else None,
        language=said(article, "lang"),
        known=doi or next((each for each in ids.values() if each), None),
        tags=all_said(every(about, "kwd")),
    )  # fmt: skip


def _is_cited(element: Any) -> bool:
    """Whether it is the number of a note or of a work, or holds several."""
    if name(element) == "sup":
        return any(map(_is_cited, element))
    return name(element) == "xref" and element.get("ref-type") in _CITED


def _person(element: Any) -> str | None:
    given, surname = said(first(element, "given-names")), said(first(element, "surname"))
    return " ".join(filter(None, (given, surname))) or said(first(element, "collab"))


def _day(element: Any) -> str | None:
    numbers = [said(first(element, each)) or "" for each in ("year", "month", "day")]
    return day(said(element, "iso-8601-date")) or day("-".join(numbers))


def _tei(root: Any) -> Told:
    about, text = first(root, "teiheader"), first(root, "text", "body")
    dates = (day(said(each, "when") or said(each)) for each in every(about, "date"))
    return Told(
        parts=parts(text) if text is not None else [],
        title=said(first(about, "titlestmt", "title")),
        author=said(first(about, "titlestmt", "author")),
        published=next(filter(None, dates), None),
        source=said(first(about, "publicationstmt", "publisher")),
        language=said(root, "lang"),
        known=said(first(about, "idno")),
    )  # fmt: skip
