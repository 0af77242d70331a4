"""The containers of old Word and of Outlook ([MS-CFB]), by olefile."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from index.errors import NotAnArticle

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODD = (
    OSError, ValueError, struct.error, IndexError, KeyError, TypeError, AttributeError,
    OverflowError, RecursionError,
)  # fmt: skip
"""What olefile raises of a damaged file."""

_BEGAN = datetime(1601, 1, 1, tzinfo=UTC)


def is_ole(data: bytes) -> bool:
    """Whether ``data`` begins as such a container does."""
    return data.startswith(_MAGIC)


@contextmanager
def streams(data: bytes, what: str) -> Iterator[Any]:
    """The olefile of ``data``, which a file has that is ``what``.

    Raises:
        NotAnArticle: it is damaged.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as opened:
            yield opened
    except _ODD as error:
        raise NotAnArticle(f"it is not {what} that can be read") from error


def stream(opened: Any, name: str) -> bytes:
    """The bytes of a stream, none where it is missing."""
    return bytes(opened.openstream(name).read()) if opened.exists(name) else b""


@dataclass(frozen=True)
class About:
    """What a document states of itself."""

    title: str | None = None
    author: str | None = None
    created: datetime | None = None


def about(opened: Any) -> About:
    """Out of the "SummaryInformation" ([MS-OLEPS] 2.20-2.25) of a document. What olefile has for it
    also reads lists, and takes their length as it is stated, up to four thousand millions.
    """
    data = stream(opened, "\x05SummaryInformation")
    try:
        (start,) = struct.unpack_from("<I", data, 44)
        (count,) = struct.unpack_from("<I", data, start + 4)
        places = dict(
            struct.unpack_from("<II", data, start + 8 + 8 * n) for n in range(min(count, 50))
        )
        known = {number: _value(data, start + place) for number, place in places.items()}
    except struct.error:
        return About()
    page = known.get(_PAGE)
    page = page if isinstance(page, int) else None
    title, author, ticks = known.get(_TITLE), known.get(_AUTHOR), known.get(_CREATED)
    return About(
        in_codepage(title, page) if isinstance(title, bytes) else None,
        in_codepage(author, page) if isinstance(author, bytes) else None,
        when(ticks) if isinstance(ticks, int) else None,
    )


_PAGE, _TITLE, _AUTHOR, _CREATED = 1, 2, 4, 12
_SHORT, _TEXT, _TIME = 0x02, 0x1E, 0x40


def _value(data: bytes, at: int) -> int | bytes | None:
    (kind,) = struct.unpack_from("<I", data, at)
    if kind == _SHORT:
        return int(struct.unpack_from("<H", data, at + 4)[0])
    if kind == _TIME:
        return int(struct.unpack_from("<Q", data, at + 4)[0])
    if kind == _TEXT:
        (length,) = struct.unpack_from("<I", data, at + 4)
        return data[at + 8 : at + 8 + length].rstrip(b"\0")
    return None


def when(ticks: int) -> datetime | None:
    """A time of Windows, in tenths of microseconds since 1601; where none is kept it is zero.

    >>> when(133_620_444_000_000_000).date().isoformat(), when(0)
    ('2024-06-05', None)
    """
    try:
        return _BEGAN + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None


def in_codepage(words: bytes, codepage: int | None) -> str:
    r"""Text in one of Windows' encodings.

    >>> in_codepage(b"caf\xe9", 1252), in_codepage("é".encode(), 65001), in_codepage(b"a", 99)
    ('café', 'é', 'a')
    """
    page = (codepage or 1252) & 0xFFFF  # some keep it as a signed number
    try:
        return words.decode("utf-8" if page == 65001 else f"cp{page}", "replace")
    except LookupError:
        return words.decode("cp1252", "replace")
