"""Elements of XML as text; they are told by their local names, in lower case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import tostring

from index.blocks import blocks
from index.canonical import body, line
from index.headings import Part, level

_AS_HTML = {
    "hl2": "h2", "hl3": "h3", "head": "h3", "title": "h3", "subhead": "h3", "element": "p",
    "para": "p", "list-item": "li", "item": "li", "def-item": "li", "disp-quote": "blockquote",
    "bq": "blockquote", "break": "br", "italic": "i", "bold": "b", "hi": "i", "ext-link": "a",
    "row": "tr", "cell": "td", "entry": "td",
}  # fmt: skip
"""What elements of news and of journals are called in HTML."""
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tfoot", "tr", "ul",
    "ol", "li", "blockquote", "pre", "dl", "dt", "dd", "caption", "section",
}  # fmt: skip
_HTML = _BLOCKS | {"td", "th", "br", "a", "b", "i", "em", "strong", "sub", "sup", "span", "q"}
_SILENT = {
    "media", "media-caption", "media-metadata", "fig", "graphic", "inline-graphic", "disp-formula",
    "inline-formula", "tex-math", "fn", "fn-group", "note", "ref-list", "supplementary-material",
    "object-id", "label", "figure", "pb", "fw", "table-wrap-foot", "script", "style",
}  # fmt: skip
"""Elements of a text that are none of its words."""


def local(element: Any) -> str:
    """The name of an element without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def name(element: Any) -> str:
    """The same in lower case."""
    return local(element).lower()


def first(element: Any | None, *path: str) -> Any | None:
    """The first element within ``element`` with the first name, in that the first with the next."""
    for wanted in path:
        element = next(every(element, wanted), None)
    return element


def every(element: Any | None, wanted: str) -> Iterator[Any]:
    """Those within ``element`` of that name, in their order."""
    return (
        (each for each in element.iter() if name(each) == wanted)
        if element is not None
        else iter(())
    )


def said(element: Any | None, attribute: str = "") -> str | None:
    """The words of an element on one line, or those of an attribute; None where there are none."""
    if element is None:
        return None
    if attribute:
        named = (value for key, value in element.items() if key.rpartition("}")[2] == attribute)
        return line(next(named, None))
    return line("".join(element.itertext()))


def all_said(elements: Iterable[Any]) -> tuple[str, ...]:
    """The words of each that has some."""
    return tuple(words for each in elements if (words := said(each)))


def parts(element: Any, silent: Callable[[Any], bool] = lambda _: False) -> list[Part]:
    """The paragraphs and headings of a text, without what is ``silent``."""
    found = ((level(kind), body([words])) for kind, words in blocks(html(element, silent)))
    return [(depth, words) for depth, words in found if words]


def html(element: Any, silent: Callable[[Any], bool] = lambda _: False) -> str:
    """The text of ``element``, which is changed, as a part of a web page."""
    for each in [*element.iter()]:
        each[:] = _kept(each, silent)
        each.tag = _AS_HTML.get(name(each), name(each))
        each.attrib.clear()
    for each in reversed([*element.iter()]):
        if each.tag == "lb":  # the end of a line of print
            each.text = " "
        if each.tag not in _HTML:
            each.tag = "div" if any(child.tag in _BLOCKS for child in each) else "span"
    element.tag = "div"
    return tostring(element, encoding="unicode", method="html")


def _kept(element: Any, silent: Callable[[Any], bool]) -> list[Any]:
    """The children that are not silent; the words behind the others stay."""
    kept: list[Any] = []
    for child in element:
        if name(child) and name(child) not in _SILENT and not silent(child):
            kept.append(child)
        elif tail := child.tail or "":
            before = (kept[-1].tail if kept else element.text) or ""
            made = (before.rstrip() if tail[0] in _CLOSING else before) + tail
            if kept:
                kept[-1].tail = made
            else:
                element.text = made
    return kept


_CLOSING = ",.;:)"
