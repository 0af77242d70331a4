"""Mail: one message (.eml), a box of them (.mbox), and pages that a browser saved (.mhtml)."""

from __future__ import annotations

import mailbox
import re
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from index.canonical import has_words, line
from index.dates import day
from index.errors import NotAnArticle
from index.mail_text import told
from index.read_text import title_of
from index.reading import File, Items, part_name
from index.records import Draft, Skipped

_ODD = (LookupError, ValueError, TypeError, AttributeError, IndexError)
"""What the standard library raises on headers and bodies that break the rules."""


_BETWEEN = re.compile(rb"^From .*$", re.MULTILINE)


def read_eml(file: File, _: Callable[[File], Items]) -> Items:
    """One message; attachments are left out.

    Raises:
        NotAnArticle: it holds no text.
    """
    yield _article(file, file.data, file.origin)


def read_mbox(file: File, _: Callable[[File], Items]) -> Items:
    """Each message of a box, known by its Message-ID."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        path = Path(folder) / "box"
        # The library reads the lines between messages as ASCII, and gives all up at another byte.
        path.write_bytes(_BETWEEN.sub(lambda at: at[0].decode("ascii", "replace")
                                      .encode("ascii", "replace"), file.data))  # fmt: skip
        box = stack.enter_context(closing(mailbox.mbox(path, create=False)))
        seen: set[str] = set()
        for number, message in enumerate(box, 1):
            data = message.as_bytes(unixfrom=False)
            name = part_name(line(message.get("Message-ID")), number, seen)
            try:
                yield _article(file, data, f"{file.origin}#{name.strip('<>')}")
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


def _article(file: File, data: bytes, origin: str) -> Draft:
    try:
        message = message_from_bytes(data, policy=policy.default)
        text, places = told(_part(message, "html"), _part(message, "plain"))
        names = [name or address for name, address in getaddresses([str(message.get("From", ""))])]
        subject, published = line(message.get("Subject")), day(message.get("Date"))
    except _ODD as error:
        raise NotAnArticle(f"it is not mail that can be read ({error})") from error
    if not has_words(text):
        raise NotAnArticle("it holds no words")
    return Draft(
        origin=origin,
        title=subject or title_of(file.path),
        text=text,
        published=published,
        author=line(", ".join(name for name in names if name)),
        dated_by="header" if published else None,
        places=places,
    )


def _part(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body((kind,))
    content = part.get_content() if part is not None else None
    return content if isinstance(content, str) else None
