"""Downloads from LexisNexis: those of its older services, in which each article begins with
"3 of 161 DOCUMENTS", and those of Nexis Uni and Lexis+, in which it ends with "End of Document".
"""

from __future__ import annotations

import re

from index.canonical import line
from index.clippings import Clipping, apart, authors, blocks, day_of, is_day

_BEGIN = re.compile(
    r"^[ \t]*\d{1,5} (?:of|von|van|de) \d{1,5} (?:documents?|dokumente[ns]?|documenten)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(r"^[ \t]*End of Document[ \t]*(?:\n|\Z)", re.MULTILINE)
_LENGTH = re.compile(r"^[ \t]*length:[ \t]*\d[\d,.]*[ \t]*\w+", re.IGNORECASE | re.MULTILINE)
_COUNTED = re.compile(r"\blength:[ \t]*\d", re.IGNORECASE)
_BODY = re.compile(r"^[ \t]*body[ \t]*(?::[ \t]*)?$", re.IGNORECASE | re.MULTILINE)
_HEAD = re.compile(
    r"\s*(?P<label>HEADLINE|BYLINE|SECTION|LENGTH|HIGHLIGHT|DATELINE|SERIES|SOURCE|COLUMN|BODY|"
    r"Headline|Byline|Section|Length|Highlight|Dateline|Series|Source|Column):\s*(?P<said>.*)",
    re.DOTALL,
)
_TAIL = re.compile(
    r"^[ \t]*(?:(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|DOCUMENT-TYPE|JOURNAL-CODE|SUBJECT|GRAPHIC|"
    r"DISTRIBUTION|ACC-NO|UPDATE|CORRECTION-DATE|URL|Load-Date|Language|Publication-Type):|"
    r"(?:Graphic|Classification)[ \t]*$|Copyright \d{4} )",
    re.MULTILINE,
)
_URL = re.compile(r"^[ \t]*(?:URL|Url):\s*(https?://\S+)", re.MULTILINE)
_NO_SOURCE = re.compile(r"copyright\b|©|\(c\)|all rights reserved", re.IGNORECASE)
_EDITION = re.compile(
    r".{0,60}\bedition\b.{0,20}|(?:first|second|third|final|late(?: final)?|main|national|city|"
    r"metro(?:politan)?|weekend|scotland|ireland|ulster|london|eire)[;,]?",
    re.IGNORECASE,
)
_RUN_TOGETHER = re.compile(
    r"^(?:copyright |(?:section|length|byline|highlight|load-date):).*$",
    re.IGNORECASE | re.MULTILINE,
)
_WITHIN = re.compile(
    r"(?<=reserved) (?=\S)| (?=(?:section|length|byline|highlight):|(?:body|end of document)$)",
    re.IGNORECASE,
)
"""Where a line of a head ends that a PDF has joined with the next."""
HEAD_BLOCKS = 20
"""Parts of an article among which its head lies."""


def lexis(text: str) -> list[Clipping]:
    """The articles of a download, none of any other text.

    A single article has them too; the sheet with the search that comes before the first is none.
    """
    if not _COUNTED.search(text):
        return []
    text = _RUN_TOGETHER.sub(lambda each: _WITHIN.sub("\n", each[0]), text)
    if not _LENGTH.search(text):
        return []
    begins = list(_BEGIN.finditer(text))
    if begins:
        ends = [*(each.start() for each in begins[1:]), len(text)]
        return [_older(text[each.end() : end]) for each, end in zip(begins, ends, strict=True)]
    whole = text if _END.search(text) else f"{text}\nEnd of Document\n"
    return [found for part, _ in apart(whole, _END) if (found := _newer(part)) is not None]


def _newer(part: str) -> Clipping | None:
    """Title, source and day on lines of their own, labels, "Body", the text and labels."""
    start = _BODY.search(part)
    if start is None or not _LENGTH.search(part[: start.start()]):
        return None
    head = [each.strip() for each in part[: start.start()].split("\n") if each.strip()]
    at = next((i for i in range(len(head) - 1, -1, -1) if is_day(head[i])), None)
    if at is None or at < 1:
        return None
    labels = _labels(head[at + 1 :])
    return Clipping(
        title=head[at - 2] if at > 1 else None, source=head[at - 1], published=day_of(head[at]),
        author=authors(labels.get("byline")), url=_address(part), text=_text(part[start.end() :]),
    )  # fmt: skip


def _older(part: str) -> Clipping:
    """Source and day, a title or the label of one, labels, the text and labels."""
    parts = blocks(part)
    lines = [
        (each.strip(), i) for i, block in enumerate(parts[:HEAD_BLOCKS])
        for each in block.split("\n") if not _NO_SOURCE.match(each.strip())
    ]  # fmt: skip
    at = next((i for i, (each, _) in enumerate(lines) if is_day(each)), None)
    source = lines[at - 1][0] if at else None
    published = day_of(lines[at][0]) if at is not None else None
    begin = lines[at][1] + 1 if at is not None else 0
    title, said = None, None
    labels: dict[str, str | None] = {}
    before: list[str] = []
    for begin in range(begin, len(parts)):  # noqa: B020 goes on where the day ends
        block = parts[begin]
        label = _HEAD.match(block)
        if label and label["label"].lower() == "body":
            said = label["said"]
            break
        if label:
            labels[label["label"].lower()] = line(label["said"])
        elif labels:
            break
        elif title is None and not _EDITION.fullmatch(" ".join(block.split())):
            title = block
        elif title is not None:
            before.append(block)
    rest = parts[begin + 1 :] if said is not None else parts[begin:]
    first = [*before, *filter(None, (labels.get("highlight"), said))]
    return Clipping(
        title=labels.get("headline") or title, source=source, published=published,
        author=authors(labels.get("byline")), url=_address(part),
        text=_text("\n\n".join([*first, *rest])),
    )  # fmt: skip


def _labels(lines: list[str]) -> dict[str, str]:
    found = (label for each in lines if (label := _HEAD.match(each)))
    return {label["label"].lower(): label["said"] for label in found}


def _text(text: str) -> str:
    end = _TAIL.search(text)
    return (text[: end.start()] if end else text).strip()


def _address(part: str) -> str | None:
    said = _URL.search(part)
    return said[1] if said else None
