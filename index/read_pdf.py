"""PDF, by pypdf; where each page begins is kept."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from index.canonical import line, valid
from index.dated import of_document
from index.dates import day
from index.errors import NotAnArticle
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft

MOST_PAGES = 5_000
_SOFT = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[a-zß-ÿ])")


def read_pdf(file: File, _: Callable[[File], Items]) -> Items:
    """The text of a PDF, page after page; ``places`` has "page 1" and so on.

    Raises:
        NotAnArticle: encrypted, damaged, or pictures of text only.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(file.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotAnArticle("it is a PDF with a password: save it without one")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise NotAnArticle(f"it has {count:,} pages, more than {MOST_PAGES:,}: split it")
        pages = [_flowing(valid(page.extract_text() or "")) for page in reader.pages]
        about = reader.metadata
        title, author = line(about.title if about else None), line(about.author if about else None)
        created = about.creation_date_raw if about else None
    except NotAnArticle:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError,
            AssertionError, NotImplementedError, RecursionError) as error:  # fmt: skip
        raise NotAnArticle(f"it is not a PDF that can be read ({type(error).__name__})") from error
    text, places = "", []
    for number, page in enumerate(pages, 1):
        if page:
            text += "\n\n" if text else ""
            places.append((len(text), f"page {number}"))
            text += page
    if not text:
        raise NotAnArticle("it is a PDF without text, perhaps scanned: run OCR over it first")
    made = day((created or "").removeprefix("D:")[:8])
    published, dated_by = of_document(made, text, file.path)
    yield Draft(
        origin=file.origin, title=title or title_of(file.path), text=text,
        published=published, author=author, dated_by=dated_by,
        places=tuple(places),
    )  # fmt: skip


def _flowing(page: str) -> str:
    """A page as paragraphs: a line that is full runs on into the next one."""
    lines = [each.strip() for each in _SOFT.sub("", page).split("\n")]
    full = 0.75 * max((len(each) for each in lines), default=0)
    text = ""
    for n, each in enumerate(lines):
        runs_on = n > 0 and len(lines[n - 1]) >= full and each
        text += (" " if runs_on else "\n\n" if text else "") + each if each else ""
    return text
