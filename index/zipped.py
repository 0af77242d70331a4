"""ZIP containers, opened so that none can fill the memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from index.errors import NotAnArticle

MOST_MEMBERS = 20_000
MOST_BYTES = 500_000_000
"""Unpacked, of all members together."""
MOST_RATIO = 200
FREE_OF_RATIO = 1_000_000
"""Bytes up to which a member may be packed as tightly as it likes."""

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What reading a member raises where it is encrypted or damaged."""


def opened(data: bytes) -> zipfile.ZipFile:
    """The container in ``data``.

    Raises:
        NotAnArticle: it is none, or a bomb.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise NotAnArticle("it is not a ZIP container, or a damaged one") from error
    members = container.infolist()
    if len(members) > MOST_MEMBERS:
        raise NotAnArticle(f"it holds {len(members):,} files, more than {MOST_MEMBERS:,}")
    total = sum(member.file_size for member in members)
    if total > MOST_BYTES:
        raise NotAnArticle(
            f"unpacked it has {total / 1e6:,.0f} MB, more than {MOST_BYTES / 1e6:,.0f} MB"
        )
    for member in members:
        if member.file_size > max(FREE_OF_RATIO, MOST_RATIO * member.compress_size):
            raise NotAnArticle("it unpacks to over 200 times its size, as a bomb does")
    return container


def unpacked(container: zipfile.ZipFile, member: zipfile.ZipInfo | str) -> bytes:
    """The bytes of a member, never more than its entry promises.

    Raises:
        NotAnArticle: encrypted, damaged, or larger than it says.
    """
    try:
        entry = container.getinfo(member) if isinstance(member, str) else member
        with container.open(entry) as stream:
            data = stream.read(entry.file_size + 1)
    except KeyError as error:
        raise NotAnArticle(f"{str(member)[:80]} is missing in it") from error
    except (*DAMAGED, OSError, ValueError) as error:
        raise NotAnArticle("it is encrypted or damaged") from error
    if len(data) > entry.file_size:
        raise NotAnArticle("it is larger than its container says, as a bomb is")
    return data


def xml(data: bytes, what: str) -> Any:
    """The root of the XML in ``data``, which a file has that is ``what``.

    Raises:
        NotAnArticle: it is none, or names entities, as a bomb does.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NotAnArticle(f"it is not {what}: its XML can't be read") from error
