"""Simple HTML (of a book, a mail, a feed) into blocks of text. For web pages: read_html."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from index.canonical import ITEM
from index.headings import level
from index.tables import row

_SILENT = {"script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object"}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "img",
}  # fmt: skip
_CELLS = {"td", "th"}
_IN_ROW = _INLINE | _CELLS | {"br"}
_MARKUP = re.compile(
    r"</(?:p|div|ul|ol|li|h[1-6]|table|blockquote|article|section|figure|pre)\s*>|<br\s*/?>|<p>",
    re.IGNORECASE,
)
SEVERAL = 2
MOST_IN_ROW = 1_000
"""Elements: what has more lays out a page."""


def is_html(text: str) -> bool:
    """Whether ``text`` is marked up: it begins with a tag or has several, and some are of blocks.

    >>> is_html("<p>The bus came.</p>"), is_html("One.<br>Two.<br/>"), is_html("If a <b or c> d.")
    (True, True, False)
    """
    least = 1 if text.lstrip().startswith("<") else SEVERAL
    return len(list(islice(_MARKUP.finditer(text), least))) == least


def blocks(html: str | bytes) -> list[tuple[str, str]]:
    r"""(tag, text) of each block of ``html``, in order. A row of a table is one, but for tables
    that only lay out the blocks in their cells. Of an item of a list the text begins with ITEM.

    >>> blocks("<ul><li>Bread<li><p>Milk</ul>")
    [('li', '\x1eBread'), ('p', '\x1eMilk')]
    >>> blocks("<h2>A</h2><p>One <b>two</b><br>three<script>x</script></p>")
    [('h2', 'A'), ('p', 'One two'), ('p', 'three')]
    """
    from lxml import etree
    from lxml import html as parser

    if not html.strip():
        return []
    if isinstance(html, str):
        html, reader = html.encode("utf-8", "replace"), parser.HTMLParser(encoding="utf-8")
    else:
        reader = parser.HTMLParser()
    try:
        root = parser.document_fromstring(html, parser=reader)
    except (etree.ParserError, ValueError):
        return []
    found: list[tuple[str, str]] = []
    held: list[str] = []
    kind = "p"

    def close() -> None:
        text = " ".join("".join(held).split())
        held.clear()
        if text:
            found.append((kind, ITEM + text if items and not level(kind) else text))

    silent = items = 0
    rows = _Rows()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        tag = _tag(node)
        if event == "start" and tag == "tr" and not silent and _is_row(node):
            close()
            kind = tag
            held.append(rows.told(node))
            walk.skip_subtree()
        elif event == "start":
            silent += tag in _SILENT
            if tag not in _INLINE:
                close()
                kind = tag if tag != "br" else kind
            items += tag == "li"
            if not silent:
                held.append(node.text or "")
        elif event == "end":
            if tag not in _INLINE:
                close()
                kind = "p" if tag != "br" else kind
            silent -= tag in _SILENT
            items -= tag == "li"
        if event != "start" and not silent:
            held.append(node.tail or "")
    close()
    return found


def words(html: str | bytes) -> Iterator[str]:
    """The text of each block."""
    return (text for _, text in blocks(html))


class _Rows:
    """Tells rows as they come, with the names of columns that the first one of a table gives."""

    def __init__(self) -> None:
        self._table: Any = None
        self._head: list[str] = []

    def told(self, node: Any) -> str:
        table, cells = next(node.iterancestors("table"), None), [_words(cell) for cell in node]
        if table is self._table:
            return row(cells, self._head)
        self._table = table
        self._head = cells if all(_tag(cell) == "th" for cell in node) else []
        return row(cells)


def _is_row(node: Any) -> bool:
    """Whether there is nothing but cells in it, and no blocks in them."""
    inside = list(islice(node.iterdescendants(), MOST_IN_ROW + 1))
    return (
        len(inside) <= MOST_IN_ROW
        and all(_tag(cell) in _CELLS and not (cell.tail or "").strip() for cell in node)
        and not (node.text or "").strip()
        and all(_tag(each) in _IN_ROW for each in inside)
    )


def _words(cell: Any) -> str:
    from lxml import etree

    parts = []
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            parts.append((" " if _tag(node) == "br" else "") + (node.text or ""))
        elif node is not cell:
            parts.append(node.tail or "")
    return "".join(parts)


def _tag(node: Any) -> str:
    return node.tag.lower() if isinstance(node.tag, str) else ""
