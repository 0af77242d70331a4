"""News as collections for research have them: Reuters-21578, and documents of TREC, the Gigaword
corpora, DUC and CLEF.

Sources: D. Lewis, Reuters-21578 1.0, README; NIST, TREC disks 1 to 5, readchg.txt and DTDs; LDC,
English Gigaword, gigaword_a.dtd.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import Any

from index.canonical import body
from index.dates import checked, day
from index.headings import Part
from index.news_xml import Told
from index.xml_text import all_said, first, name, parts, said

_OF_DOC = {"docno", "docid", "headline", "dateline"}
_TEXTS = {"lp", "leadpara", "text", "body"}
_TITLES = ("headline", "head", "hl", "h3", "ti", "title", "doctitle", "hed")
_DAYS = ("date_time", "datetime", "date", "date1", "pubdate", "dd")
_MARKED = {"p", "div", "table", "para"}
_OF_DAY = re.compile(r"(?:(?<!\d)((?:19|20)\d\d)|\b(?:AP|WSJ|ZF|SJMN91-)(\d\d))(\d\d)(\d\d)(?!\d)")
"""A day in the name of a document: APW19980601.0001, AP880212-0001."""
_INDENTED = re.compile(r"\n(?=[^\S\n]{2,}\S)|\n\s*\n")
_SIGNED = re.compile(r"\n\s*reuters?\W*\Z", re.IGNORECASE)
"""The last line of the agency's stories."""


_ROLE = re.compile(
    r",? reuters\Z|,[^,]*\b(?:writers?|reporters?|correspondents?|editors?)\b.*\Z", re.IGNORECASE
)
"""What is said of an author behind the name."""


def reader(element: Any) -> Callable[[Any], Told] | None:
    """What reads ``element``, None where it is none of these."""
    children = {name(child) for child in element}
    if name(element) == "reuters" and "text" in children:
        return _reuters
    return _doc if name(element) == "doc" and _OF_DOC & children and _TEXTS & children else None


def _reuters(story: Any) -> Told:
    text = first(story, "text")
    words = first(text, "body")
    dateline = said(first(text, "dateline"))
    told = _paragraphs(words if words is not None else text, _SIGNED)
    if told and dateline and words is not None:
        told[0] = (told[0][0], f"{dateline} {told[0][1]}")
    return Told(
        parts=told, title=said(first(text, "title")),
        author=_author(text),
        published=day(said(first(story, "date"))), source="Reuters", known=story.get("NEWID")
        or story.get("newid"), tags=all_said(first(story, "topics") or ()),
    )  # fmt: skip


def _doc(document: Any) -> Told:
    known = said(first(document, "docno")) or said(first(document, "docid")) or document.get("id")
    stated = (said(first(document, each)) for each in _DAYS)
    texts = [child for child in document if name(child) in _TEXTS]
    return Told(
        parts=[part for each in texts for part in _paragraphs(each)],
        title=next(filter(None, (said(first(document, each)) for each in _TITLES)), None),
        author=_author(document),
        published=next(filter(None, map(_day, stated)), None) or _day_in(known or ""),
        source=said(first(document, "so")) or said(first(document, "pub")),
        known=known,
    )  # fmt: skip


def _author(element: Any) -> str | None:
    stated = said(first(element, "byline")) or said(first(element, "author"))
    return _ROLE.sub("", stated) if stated else None


def _paragraphs(element: Any, without: re.Pattern[str] | None = None) -> list[Part]:
    """Those that are marked, or else those that are indented or parted by blank lines."""
    if any(name(each) in _MARKED for each in element.iter()):
        return parts(element)
    words = "".join(element.itertext()).replace("\r", "").strip("\n").rstrip()
    if without:
        words = without.sub("", f"\n{words}")
    # A line that is indented less would hide that the others are.
    made = (body([each]) for each in _INDENTED.split(textwrap.dedent(words)))
    return [(None, each) for each in made if each]


def _day(stated: str | None) -> str | None:
    """The day; of "910514", as the Financial Times has it, too.

    >>> _day("910514"), _day("January 1, 1989, Sunday, Home Edition"), _day(None)
    ('1991-05-14', '1989-01-01', None)
    """
    if stated and re.fullmatch(r"\d{6}", stated):
        return checked(1900 + int(stated[:2]), int(stated[2:4]), int(stated[4:]))
    written = re.match(r"[^\W\d_]+\.? \d{1,2}, \d{4}", stated or "")
    return day(written[0] if written else stated) if stated else None


def _day_in(known: str) -> str | None:
    """The day that a document's own name tells.

    >>> _day_in("APW19980601.0001"), _day_in("AP880212-0001"), _day_in("FT911-3")
    ('1998-06-01', '1988-02-12', None)
    """
    match = _OF_DAY.search(known)
    if match is None:
        return None
    year = int(match[1] or f"19{match[2]}")
    return checked(year, int(match[3]), int(match[4]))
