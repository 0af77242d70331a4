"""Bytes of text files as text."""

from __future__ import annotations

import codecs

from index.canonical import with_line_feeds
from index.errors import BadInput, NotAnArticle

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(data: bytes, encoding: str | None = None, *, table: bool = False) -> str:
    """UTF-8, or else ``encoding`` where one is named, as text with line feeds; of a ``table``
    UTF-16 too where its mark says so, as spreadsheets save "Unicode text".

    Raises:
        NotAnArticle: empty, binary, or another encoding.
    """
    if not data.strip():
        raise NotAnArticle("it is empty")
    if data.startswith(_WIDE) and (table or encoding):
        return _as(data, "utf-16")
    if data.startswith(_WIDE):
        raise NotAnArticle("it is UTF-16, not UTF-8: save it again as UTF-8")
    if b"\0" in data and not table and not _has_zeros(encoding):
        raise NotAnArticle("it is a binary file")
    try:
        return with_line_feeds(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if encoding:
            return _as(data, encoding)
        how = " (in spreadsheets: CSV UTF-8)" if table else ""
        raise NotAnArticle(
            f"it is not UTF-8 (byte {error.start}): save it again as UTF-8{how}, or index it with "
            "--encoding NAME, as in cp1252"
        ) from error


def checked_encoding(name: str | None) -> str | None:
    """The encoding's own name; None for none.

    Raises:
        BadInput: Python does not know it, or it is none of text.
    """
    if name is None:
        return None
    try:
        found = codecs.lookup(name).name
        "a".encode(found)
    except (LookupError, ValueError) as error:
        raise BadInput(
            f"encoding {name!r}: there is no such encoding of text; often it is cp1252 (Windows in "
            "the west of Europe and in America), cp1251, gb18030, shift_jis or utf-16"
        ) from error
    return found


def _as(data: bytes, encoding: str) -> str:
    try:
        return with_line_feeds(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise NotAnArticle(f"it is not {encoding} (byte {error.start}), and not UTF-8") from error


def _has_zeros(encoding: str | None) -> bool:
    return encoding is not None and b"\0" in "a".encode(encoding)
