"""SGML as news of before XML are delivered: elements that need not be closed, attributes without
marks, and no word on what may stand where (ISO 8879, as far as the corpora of TREC and Reuters use
it).
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element, TreeBuilder

_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]*)((?:\s[^<>]*)?)/?>|<!--|<[!?][^<>]*>")
_ATTRIBUTE = re.compile(r"(?<![\w.-])([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
DEEPEST = 30
"""Elements within each other; the tags of deeper ones are left out."""


def parsed(text: str) -> Element:
    """The elements of ``text`` below a root of no name of theirs, with names in lower case.

    An element ends at its end tag, where an element ends that it lies in, or where another one of
    its name begins.

    >>> [each.tag for each in parsed("<DOC><P>One<P>Two</DOC><DOC>").iter()]
    ['sgml', 'doc', 'p', 'p', 'doc']
    """
    made = TreeBuilder()
    made.start("sgml", {})
    within: list[str] = []
    at = 0
    while (match := _TAG.search(text, at)) is not None:
        made.data(html.unescape(text[at : match.start()]))
        at = match.end()
        if match[0] == "<!--":
            end = text.find("-->", at)
            at = len(text) if end < 0 else end + 3
            continue
        name = (match[2] or "").lower()
        if name in within:
            while True:
                made.end(closed := within.pop())
                if closed == name:
                    break
        if name and not match[1] and len(within) < DEEPEST:
            within.append(name)
            made.start(name, _attributes(match[3]))
    made.data(html.unescape(text[at:]))
    for name in (*reversed(within), "sgml"):
        made.end(name)
    return made.close()


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(text)
    }
