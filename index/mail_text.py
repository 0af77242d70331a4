"""What a mail says: its page where it has one, for the plain text beside that is made of it by a
program, with the addresses of all links and pictures in it.
"""

from __future__ import annotations

import re

from index.blocks import blocks
from index.canonical import body, has_words
from index.headings import Places, level, parted

_HIDDEN = re.compile(r"(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)
"""The lines that a list of mails shows of each, which the mail itself does not."""
_PADDING = re.compile("[\u034f\u200b\u200c\u2060\u00ad\ufeff]+")
"""Characters that are not seen, of which there are hundreds behind such lines."""
_QUOTED = re.compile(r">(?:[ \t]?>){0,30} ?")
"""Before the lines of another mail."""
_FROM = ">From "
"""So a box has a line of a mail that begins with "From"."""
_ADDRESSES = re.compile(
    r"[ \t]?<(?:https?://|mailto:)[^<>\s]{1,2000}>|\[(?:cid:|https?://)[^\[\]\s]{1,2000}\][ \t]?"
)
"""What Outlook writes behind the words of a link, and for a picture."""


def told(html: str | None, plain: str | None) -> tuple[str, Places]:
    r"""The text of a mail and the places of its headings.

    >>> told("<div style='display:none'>Soon</div><h2>Ferry</h2><p>It is <a>back</a>.</p>", "It")
    ('Ferry\n\nIt is back.', ((0, 'Ferry'),))
    >>> told(None, "It is back<https://e.org/a>.\r\n\r\nBye")
    ('It is back.\n\nBye', ())
    """
    if html and has_words(html):
        found = ((kind, body([_PADDING.sub("", words)])) for kind, words in blocks(_shown(html)))
        text, places = parted((level(kind), words) for kind, words in found if words)
        if has_words(text):
            return text, places
    lines = (plain or "").replace("\r\n", "\n")
    return body(_unquoted(_ADDRESSES.sub("", lines)).split("\n\n")), ()


def _unquoted(text: str) -> str:
    r"""``text`` without the marks before lines that it quotes, which are paragraphs of their own.

    >>> _unquoted("Ann wrote:\n> It is\n> back.\n>\n>> When?\nToday.")
    'Ann wrote:\n\nIt is\nback.\n\nWhen?\n\nToday.'
    """
    made: list[str] = []
    depth = 0
    for each in text.split("\n"):
        mark = None if each.startswith(_FROM) else _QUOTED.match(each)
        words = each[mark.end() :] if mark else each.removeprefix(">")
        deep = mark[0].count(">") if mark else 0
        if deep != depth and words.strip() and made and made[-1]:
            made.append("")
        depth = deep
        made.append(words.rstrip() if mark else words)
    return "\n".join(made)


def _shown(html: str) -> str | bytes:
    """``html`` without what is hidden in it."""
    from lxml import etree
    from lxml import html as parser

    if not _HIDDEN.search(html):
        return html
    try:
        root = parser.document_fromstring(
            html.encode("utf-8", "replace"), parser=parser.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return html
    for node in list(root.iter(etree.Element)):
        if _HIDDEN.search(node.get("style") or "") and node.getparent() is not None:
            node.drop_tree()
    return bytes(etree.tostring(root, encoding="utf-8", method="html"))
