"""Web pages that a browser has printed as a PDF: the article begins at its headline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.canonical import line, web_address
from index.page_title import page_title
from index.pdf_lines import Line
from index.pdf_text import Part

_BROWSER = re.compile(r"mozilla|firefox|chrom|safari|webkit|wkhtml|skia", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s]+")
_EDGE = re.compile(
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}[:.]\d\d\b|https?://\S+).*", re.DOTALL
)
"""What browsers print above and below each page: when, and the address."""
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
    return any(_BROWSER.search(about.get(name, "")) for name in ("Creator", "Producer"))


def address(pages: Sequence[Sequence[Line]]) -> str | None:
    """The address that browsers print below or above each page."""
    told = []
    for lines in pages[:2]:
        edges = sorted(lines, key=lambda each: each.base)
        said = (_ADDRESS.match(each.text) for each in (*edges[:2], *edges[-2:]))
        told.append({match[0] for match in said if match})
    return web_address(min(set.intersection(*told), default=None)) if told else None


def article(
    paragraphs: Sequence[list[Part]], stated: str | None, pages: Sequence[Sequence[Line]]
) -> tuple[str | None, Sequence[list[Part]]]:
    """Its headline, and the paragraphs behind it: before it are menus. All ``paragraphs``, and the
    title that the page has ``stated``, where no headline is found, or sentences stand before it.
    """
    paragraphs = [each for each in paragraphs if not _EDGE.fullmatch(each[0][1])]
    texts = [line(" ".join(words for _, words in each)) or "" for each in paragraphs]
    at = _headline(texts, stated, pages)
    if at is None or any(_SENTENCE.fullmatch(each) for each in texts[:at]):
        return (page_title(stated, [], "", "") if stated else None), paragraphs
    begins = at + 1
    while begins < len(texts) and texts[begins] == texts[at]:
        begins += 1
    return texts[at], paragraphs[begins:]


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
