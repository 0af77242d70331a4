"""Web archives (.warc, .warc.gz), by warcio: every page that was answered with 200."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from index.canonical import line
from index.errors import NotAnArticle
from index.reading import File, Items
from index.records import Skipped

LARGEST_PAGE = 20_000_000
MOST_BYTES = 2_000_000_000
"""Unpacked, of all pages together."""


def read_warc(file: File, read: Callable[[File], Items]) -> Items:
    """The articles of the pages in a web archive, known by their addresses.

    Raises:
        NotAnArticle: it is no web archive, or holds no page.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    pages = total = 0
    try:
        for record in ArchiveIterator(io.BytesIO(file.data)):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            kind = record.http_headers.get_header("Content-Type") or ""
            if "html" not in kind.lower() or record.http_headers.get_statuscode() != "200":
                continue
            pages += 1
            url = line(record.rec_headers.get_header("WARC-Target-URI")) or str(pages)
            data = record.content_stream().read(LARGEST_PAGE + 1)
            total += len(data)
            if total > MOST_BYTES:
                raise NotAnArticle("its pages have over 2 GB together: split it")
            if len(data) > LARGEST_PAGE:
                yield Skipped(f"{file.origin}#{url}", "it has more than 20 MB")
                continue
            try:
                yield from read(file.part(url, Path(file.path.name) / "page.html", data, url))
            except NotAnArticle as error:
                yield Skipped(f"{file.origin}#{url}", str(error))
    except (ArchiveLoadFailed, ValueError, OSError, EOFError, AttributeError) as error:
        raise NotAnArticle(f"it is not a web archive that can be read ({error})") from error
    if not pages:
        raise NotAnArticle("it is a web archive without a page")
