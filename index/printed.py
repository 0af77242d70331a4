"""Web pages that a browser has printed as a PDF: the article begins at its headline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.canonical import line
from index.page_title import page_title
from index.pdf_lines import Line
from index.pdf_text import Part, said

_BROWSER = re.compile(r"mozilla|firefox|chrome|chromium|safari", re.IGNORECASE)
"""Names in ``Creator``. PDFs of Google Docs have the Producer of Chrome, and no such Creator."""
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_WHEN = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}[:.]\d\d\b")
"""How browsers begin what they print above each page."""
_SENTENCE = re.compile(r".{120,}[^.…][.!?][”\"’)]?", re.DOTALL)
SHORTEST = 10
"""Characters of a headline."""
LARGE_WORDS, LARGE_LETTERS = 4, 20
"""Words and characters from which a line in large type may be one."""
FIRST_PAGES = 3


def is_printed(about: Mapping[str, str]) -> bool:
    """Whether a browser made the PDF of which ``about`` are the metadata: the day when it was made
    is not that of the article then.
    """
    return _BROWSER.search(about.get("Creator", "")) is not None


def address(pages: Sequence[Sequence[Line]]) -> str | None:
    """The address that browsers print below or above each page; of a file too."""
    told = []
    for lines in pages[:2]:
        edges = sorted(lines, key=lambda each: each.base)
        said = (_ADDRESS.match(each.text) for each in (*edges[:2], *edges[-2:]))
        told.append({match[0] for match in said if match})
    return min(set.intersection(*told), default=None) if told else None


def article(
    paragraphs: Sequence[list[Part]],
    stated: str | None,
    pages: Sequence[Sequence[Line]],
    below: str | None,
) -> tuple[str | None, Sequence[list[Part]]]:
    """Its headline, and the paragraphs behind it: before it are menus. All ``paragraphs``, and the
    title that the page has ``stated``, where no headline is found, or sentences stand before it.
    What stands at the edges of the pages, ``below`` an address, is left out.
    """
    paragraphs = [each for each in paragraphs if not _is_at_edge(each[0][1], below)]
    texts = [line(said(each)) or "" for each in paragraphs]
    at = _headline(texts, stated, pages)
    if at is None or any(_SENTENCE.fullmatch(each) for each in texts[:at]):
        return stated, paragraphs
    begins = at + 1
    while begins < len(texts) and texts[begins] == texts[at]:
        begins += 1
    return texts[at], paragraphs[begins:]


def _is_at_edge(words: str, address: str | None) -> bool:
    return _WHEN.match(words) is not None or (address is not None and words.startswith(address))


def _headline(
    texts: Sequence[str], stated: str | None, pages: Sequence[Sequence[Line]]
) -> int | None:
    for at, words in enumerate(texts):
        if stated and len(words) >= SHORTEST and page_title(stated, [words], "", "") == words:
            return at
        if stated and words == stated:
            return at
    large = [
        each
        for lines in pages[:FIRST_PAGES]
        for each in lines
        if len(each.text.split()) >= LARGE_WORDS and len(each.text) >= LARGE_LETTERS
    ]
    if not large:
        return None
    first = max(large, key=lambda each: each.size)
    return next((at for at, words in enumerate(texts) if first.text in words), None)
