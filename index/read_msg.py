"""Messages that Outlook saved (.msg): [MS-OXMSG], its properties as [MS-OXPROPS] numbers them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any

from index.canonical import has_words, line
from index.dates import day
from index.errors import NotAnArticle
from index.headings import Places
from index.mail_text import told
from index.ole import in_codepage, is_ole, stream, streams, when
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft

_SUBJECT, _SENDER, _SENDER_ADDRESS, _BODY = 0x0037, 0x0C1A, 0x5D01, 0x1000
_HTML = 0x1013
_SENT, _DELIVERED = 0x0039_0040, 0x0E06_0040
_BODY_PAGE, _MESSAGE_PAGE = 0x3FDE_0003, 0x3FFD_0003
_UNICODE, _NARROW, _BINARY = 0x001F, 0x001E, 0x0102
_HEAD, _PROPERTY = 32, 16
"""Bytes before the properties, and of each."""


def read_msg(file: File, _: Callable[[File], Items]) -> Items:
    """One message; attachments are left out.

    Raises:
        NotAnArticle: it is no message, or holds no text.
    """
    if not is_ole(file.data):
        raise NotAnArticle("it is not a message of Outlook")
    with streams(file.data, "a message of Outlook") as opened:
        message = _Message(opened)
        (text, places), sender = message.text(), message.sender()
        subject, sent = line(message.said(_SUBJECT)), message.sent()
    if not has_words(text):
        raise NotAnArticle("it holds no words")
    yield Draft(
        origin=file.origin, title=subject or title_of(file.path), text=text,
        published=sent, author=line(sender), dated_by="header" if sent else None,
        places=places,
    )  # fmt: skip


class _Message:
    def __init__(self, opened: Any) -> None:
        self._streams = opened
        stated = stream(opened, "__properties_version1.0")[_HEAD:]
        whole = len(stated) - len(stated) % _PROPERTY
        self._fixed: dict[int, int] = dict(struct.iter_unpack("<I4xQ", stated[:whole]))

    def said(self, number: int) -> str | None:
        """The text of a property."""
        wide = stream(self._streams, f"__substg1.0_{number:04X}{_UNICODE:04X}")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = stream(self._streams, f"__substg1.0_{number:04X}{_NARROW:04X}")
        page = self._fixed.get(_MESSAGE_PAGE)
        return in_codepage(narrow, page).rstrip("\0") if narrow else None

    def text(self) -> tuple[str, Places]:
        """What was written, and the places of its headings."""
        page = stream(self._streams, f"__substg1.0_{_HTML:04X}{_BINARY:04X}")
        html = in_codepage(page, self._fixed.get(_BODY_PAGE)) if page else self.said(_HTML)
        return told(html, self.said(_BODY))

    def sender(self) -> str | None:
        said = self.said(_SENDER) or self.said(_SENDER_ADDRESS) or ""
        name, address = parseaddr(said) if "<" in said else (said, "")
        return name or address or None

    def sent(self) -> str | None:
        """The day on which it was sent, else on which it came."""
        ticks = self._fixed.get(_SENT) or self._fixed.get(_DELIVERED)
        return day(when(ticks)) if ticks else None
