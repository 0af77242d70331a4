"""What is changed in the tree of a web page before the article is looked for in it."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

_CONTAINERS = ("body", "main", "article", "section", "div", "center", "td")
_BLOCKS = {
    "address", "article", "aside", "blockquote", "center", "dd", "dl", "dt", "div", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "ul",
}  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "svg", "iframe"}
SHORTEST = 60
"""Characters of text that is taken for a paragraph."""


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PERMALINKS = {"¶", "#", "§", "🔗", "\uf0c1"}
"""What links that headings have to themselves say."""


def without_permalinks(tree: Any) -> None:
    """Take out the links from headings to themselves, as Sphinx and others write them."""
    for heading in tree.iter(*_HEADINGS):
        for link in [each for each in heading.iter("a") if _words(each) in _PERMALINKS]:
            link.drop_tree()


def in_paragraphs(tree: Any) -> None:
    """Put text that stands between the blocks of ``tree``, an lxml tree, into paragraphs: what
    finds the article in a page passes over it, be it the first words of the story ("<div><ul>…</ul>
    LONDON - The bridge …<p>").
    """
    for container in list(tree.iter(*_CONTAINERS)):
        if any(child.tag in _BLOCKS for child in container):
            for before in [None, *(child for child in container if child.tag in _BLOCKS)]:
                _wrap(container, before)


def _wrap(container: Any, before: Any) -> None:
    """Wrap what stands behind the block ``before``, or at the beginning of ``container``."""
    rest = before.itersiblings() if before is not None else iter(container)
    inline = list(takewhile(lambda child: child.tag not in _BLOCKS, rest))
    text = (before.tail if before is not None else container.text) or ""
    said, linked = len(text.strip()), 0
    for child in inline:
        words = "" if child.tag in _SILENT or not isinstance(child.tag, str) else _words(child)
        said += len(words) + len((child.tail or "").strip())
        linked += len(words) if child.tag == "a" else 0
    if said < SHORTEST or linked > said / 2:
        return
    paragraph = container.makeelement("p")
    paragraph.text = text
    if before is not None:
        before.tail = None
        before.addnext(paragraph)
    else:
        container.text = None
        container.insert(0, paragraph)
    paragraph.extend(inline)


def _words(node: Any) -> str:
    return "".join(node.itertext()).strip()
