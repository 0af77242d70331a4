"""Mail: one message (.eml), a box of them (.mbox), and pages that a browser saved (.mhtml)."""

from __future__ import annotations

import mailbox
import re
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import getaddresses
from itertools import islice
from pathlib import Path

from index.canonical import has_words, line
from index.dates import day
from index.errors import NotAnArticle
from index.mail_text import told
from index.read_text import title_of
from index.reading import File, Items, part_name
from index.records import Draft, Skipped

_ODD = (
    LookupError, ValueError, TypeError, AttributeError, IndexError, OverflowError, MessageError,
)  # fmt: skip
"""What the standard library raises on headers and bodies that break the rules."""


MOST_PARTS = 1_000
"""Of a message that are looked through for others."""
_BETWEEN = re.compile(rb"^From .*$", re.MULTILINE)


def read_eml(file: File, _: Callable[[File], Items]) -> Items:
    """One message, and those that it forwards or is a digest of; other attachments are left out.

    Raises:
        NotAnArticle: it holds no text.
    """
    yield from _articles(file, file.data, file.origin, set())


def read_mbox(file: File, _: Callable[[File], Items]) -> Items:
    """Each message of a box, known by its Message-ID, and those within it."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        path = Path(folder) / "box"
        # The library reads the lines between messages as ASCII, and gives all up at another byte.
        path.write_bytes(_BETWEEN.sub(lambda at: at[0].decode("ascii", "replace")
                                      .encode("ascii", "replace"), file.data))  # fmt: skip
        box = stack.enter_context(closing(mailbox.mbox(path, create=False)))
        seen: set[str] = set()
        for number, key in enumerate(box.iterkeys(), 1):
            data = box.get_bytes(key)
            name = part_name(_header(message_from_bytes(data), "Message-ID"), number, seen)
            try:
                yield from _articles(file, data, f"{file.origin}#{name.strip('<>')}", seen)
            except NotAnArticle as error:
                yield Skipped(f"{file.origin}#{name}", str(error))
        if not seen:
            raise NotAnArticle("it holds no message")


def read_mhtml(file: File, read: Callable[[File], Items]) -> Items:
    """The page that a browser saved in one file.

    Raises:
        NotAnArticle: there is no page in it.
    """
    message = message_from_bytes(file.data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            url = line(message.get("Snapshot-Content-Location") or part.get("Content-Location"))
            if isinstance(data, bytes):
                yield from read(file.page(data, url))
                return
    raise NotAnArticle("it holds no web page")


def _articles(file: File, data: bytes, origin: str, seen: set[str]) -> Items:
    """A message, and those within it, where one of them has words.

    Raises:
        NotAnArticle: it is no mail, or none has.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        inner = [
            within
            for part in islice(message.walk(), MOST_PARTS)
            if part.get_content_type() == "message/rfc822" and part.is_multipart()
            if isinstance(within := part.get_payload(0), EmailMessage)
        ]
    except _ODD as error:
        raise NotAnArticle(f"it is not mail that can be read ({error})") from error
    if not inner:
        yield _article(file, message, origin)
        return
    found = []
    with suppress(NotAnArticle):
        found.append(_article(file, message, origin))
    for number, each in enumerate(inner, 1):
        outer = origin.removeprefix(file.origin).removeprefix("#")
        known = _header(each, "Message-ID") or (f"{outer}.{number}" if outer else str(number))
        with suppress(NotAnArticle):
            name = part_name(known.strip("<>"), number, seen)
            found.append(_article(file, each, f"{file.origin}#{name}"))
    if not found:
        raise NotAnArticle("it holds no words")
    yield from found


def _header(message: Message, name: str) -> str | None:
    """None also where it breaks the rules: the rest of the message is none the worse."""
    try:
        return line(message.get(name))
    except _ODD:
        return None


def _author(message: EmailMessage) -> str | None:
    named = getaddresses([_header(message, "From") or ""])
    return ", ".join(name or address for name, address in named if name or address) or None


def _article(file: File, message: EmailMessage, origin: str) -> Draft:
    try:
        text, places = told(_part(message, "html"), _part(message, "plain"))
    except _ODD as error:
        raise NotAnArticle(f"it is not mail that can be read ({error})") from error
    if not has_words(text):
        raise NotAnArticle("it holds no words")
    published = day(_header(message, "Date"))
    return Draft(
        origin=origin,
        title=_header(message, "Subject") or title_of(file.path),
        text=text,
        published=published,
        author=_author(message),
        dated_by="header" if published else None,
        places=places,
    )


def _part(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body((kind,))
    content = part.get_content() if part is not None else None
    return content if isinstance(content, str) else None
