"""Downloads from ProQuest: between lines of underscores, what is known of an article, each on a
line with its label, and "Full text:".
"""

from __future__ import annotations

import re

from index.canonical import line
from index.clippings import Clipping, authors
from index.dates import day

_RULE = re.compile(r"^[ \t]*(?:_{20,}|\*{20,})[ \t]*$", re.MULTILINE)
_LABELS = (
    "Abstract", "Accession number", "Author", "Company / organization", "Company/organization",
    "Contact us at", "Copyright", "Correspondence author", "Country of publication", "Credit",
    "Database", "Dateline", "Document feature", "Document type", "Document URL", "Edition",
    "First page", "Full text", "Full Text", "Identifier / keyword", "Identifier/keyword",
    "Illustration", "ISSN", "e-ISSN", "Issue", "Language of publication", "Last page",
    "Last updated", "Links", "Location", "Name", "Number of pages", "Pages", "People",
    "Place of publication", "ProQuest document ID", "Product name", "Publication date",
    "Publication info", "Publication subject", "Publication title", "Publication year",
    "Publisher", "Section", "Source", "Source type", "Start page", "Subject", "Term", "Title",
    "Volume", "Word count", "Year",
)  # fmt: skip
_LABEL = re.compile(rf"^[ \t]*({'|'.join(map(re.escape, _LABELS))}):(?:[ \t]+|$)", re.MULTILINE)
_NUMBER = re.compile(r"(?:\d{1,6}\. )?(?:document )?\d{1,6} of \d{1,6}", re.IGNORECASE)
_SURNAME = re.compile(r"([^;,]{1,60}), ([^;,]{1,60})(?=;|\Z)")
_UNSAID = re.compile(r"(?:full text )?not available\.?|none\.?", re.IGNORECASE)


def proquest(text: str) -> list[Clipping]:
    """The articles of a download, none of any other text."""
    if "ProQuest" not in text:
        return []
    return [found for each in _RULE.split(text) if (found := _article(each)) is not None]


def _article(part: str) -> Clipping | None:
    said: dict[str, str] = {}
    marks = list(_LABEL.finditer(part))
    ends = [*(mark.start() for mark in marks[1:]), len(part)]
    for mark, end in zip(marks, ends, strict=False):
        said.setdefault(mark[1].lower(), part[mark.end() : end].strip())
    known = said.get("proquest document id")
    if known is None or not {"full text", "abstract"} & said.keys():
        return None
    text = said.get("full text", "")
    if not text or _UNSAID.fullmatch(text):
        text = said.get("abstract", "")
    above = (each.strip() for each in part[: marks[0].start()].split("\n"))
    title = next((each for each in above if each and not _NUMBER.fullmatch(each)), None)
    names = line(said.get("author")) or ""
    return Clipping(
        title=said.get("title") or title,
        text=text,
        source=said.get("publication title", "").partition(";")[0],
        published=day(said.get("publication date")),
        author=authors(_SURNAME.sub(r"\2 \1", names)),
        url=said.get("document url"),
        known=known,
    )
