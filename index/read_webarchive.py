"""Web pages that Safari saved (.webarchive): a property list with the page and its parts."""

from __future__ import annotations

import plistlib
from collections.abc import Callable
from xml.parsers.expat import ExpatError

from index.canonical import line
from index.errors import NotAnArticle
from index.reading import File, Items


def read_webarchive(file: File, read: Callable[[File], Items]) -> Items:
    """The page; its pictures and frames are left out.

    Raises:
        NotAnArticle: there is no page in it.
    """
    try:
        main = plistlib.loads(file.data)["WebMainResource"]
        data, kind = main["WebResourceData"], main["WebResourceMIMEType"]
        url = line(main.get("WebResourceURL"))
    except (
        plistlib.InvalidFileException, ExpatError, ValueError, TypeError, KeyError, AttributeError,
        IndexError, OverflowError, RecursionError, MemoryError,
    ) as error:  # fmt: skip
        raise NotAnArticle("it is not a web archive of Safari that can be read") from error
    if not isinstance(data, bytes) or kind not in ("text/html", "application/xhtml+xml"):
        raise NotAnArticle("it holds no web page")
    yield from read(file.page(data, url))
