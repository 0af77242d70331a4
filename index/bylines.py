"""Who wrote a text and for whom, as its first lines say: "By Ann Lee", "Source: Harbour Post"."""

from __future__ import annotations

import re
from dataclasses import replace

from index.canonical import line, web_address
from index.credits import NAME_WORD, PARTICLE, credit
from index.records import Draft

FIRST_LINES = 6
LONGEST = 120
"""Characters of a line that may be one."""

_NAME = rf"{NAME_WORD}(?:\s+(?:{PARTICLE}\s+)*{NAME_WORD}){{0,4}}"
_NAMES = rf"{_NAME}(?:(?:,\s+{_NAME})*,?\s+(?:and|&)\s+{_NAME})?"
_TIME = (
    r"(?!(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|the|noon|midnight)\b)"
)
_BYLINE = re.compile(
    rf"(?:(?i:words|story|text|report|written|posted))?\s*(?i:by)\s*:?\s+{_TIME}(?P<names>{_NAMES})"
    r"(?:\s*[,|•·–—(-]\s*[^.!?]{1,60})?\.?"
)
_QUOTES = re.compile(
    r"[>\s]*(?:(?i:on)\s[^.!?]*\d[^!?]*\swrote|Am\s[^!?]*\d[^!?]*\sschrieb[^!?]*)\s*:|"
    r"[>\s]*-{3,}.{0,40}-{3,}|Sent from my \w+"
)
"""How mail programs begin what is quoted."""
_LABEL = re.compile(r"(?P<label>[A-Za-z]{3,12})\s*:\s*(?P<words>\S.*)")
_AUTHOR = {"author", "authors", "writer", "reporter", "byline"}
_TAGS = {"tags", "keywords", "topics", "categories"}
_SOURCE = {"source", "publisher", "publication", "newspaper", "outlet"}


def is_byline(words: str) -> bool:
    """Whether a line says who wrote the text, or what a mail quotes, and nothing else.

    >>> is_byline("By Ann Lee and Bo Tam, Harbour Post"), is_byline("By Friday it was over.")
    (True, False)
    >>> is_byline("On Thu, 6 Jun 2024, Ann Lee wrote:")
    True
    """
    line_ = words.strip()
    return len(line_) <= LONGEST and any(form.fullmatch(line_) for form in (_BYLINE, _QUOTES))


def _listed(words: str) -> tuple[str, ...]:
    parts = re.split(r"[,;]|\s(?=#)", words)
    return tuple(dict.fromkeys(tag for each in parts if (tag := each.strip().lstrip("#"))))


def with_bylines(draft: Draft) -> Draft:
    """``draft`` with what its first lines say of author, source, address and tags, where it has
    none. The lines stay where they are.
    """
    signed = credit(draft.text)
    if signed and not draft.author and signed.names.casefold() not in draft.title.casefold():
        source = draft.source or signed.outlet or ""
        draft = replace(draft, author=line(signed.names), source=source)
    for each in draft.text.split("\n", 2 * FIRST_LINES)[: 2 * FIRST_LINES]:
        words = each.strip()
        if len(words) > LONGEST:
            break
        byline, label = _BYLINE.fullmatch(words), _LABEL.fullmatch(words)
        name = label["label"].lower() if label else ""
        said = line(label["words"]) if label else None
        if byline:
            draft = draft if draft.author else replace(draft, author=line(byline["names"]))
        elif name in _AUTHOR:
            draft = draft if draft.author else replace(draft, author=said)
        elif name in _TAGS:
            draft = draft if draft.tags else replace(draft, tags=_listed(said or ""))
        elif name == "url" or name in _SOURCE:
            if address := web_address(said):
                draft = draft if draft.url else replace(draft, url=address)
            elif name != "url":
                draft = draft if draft.source else replace(draft, source=said or "")
    return draft
