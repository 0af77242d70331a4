"""Simple HTML (of a book, a mail, a feed) into blocks of text. For web pages: read_html."""

from __future__ import annotations

from typing import Any

_SILENT = {"script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object"}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "img",
}  # fmt: skip


def blocks(html: str | bytes) -> list[tuple[str, str]]:
    """(tag, text) of each block of ``html``, in order.

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
            found.append((kind, text))

    silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = _tag(node)
        if event == "start":
            silent += tag in _SILENT
            if tag not in _INLINE:
                close()
                kind = tag if tag != "br" else kind
            if not silent:
                held.append(node.text or "")
            continue
        if event == "end":
            if tag not in _INLINE:
                close()
                kind = "p" if tag != "br" else kind
            silent -= tag in _SILENT
        if not silent:
            held.append(node.tail or "")
    close()
    return found


def _tag(node: Any) -> str:
    return node.tag.lower() if isinstance(node.tag, str) else ""
