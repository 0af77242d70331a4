"""Word documents (.docx), by python-docx."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from index.canonical import body, line
from index.dates import found
from index.errors import NotAnArticle
from index.headings import Headings
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft
from index.zipped import opened


def read_docx(file: File, _: Callable[[File], Items]) -> Items:
    """The paragraphs and table rows of a document; headings are kept as ``places``.

    Raises:
        NotAnArticle: it is no Word document, or a bomb.
    """
    import docx
    from docx.opc.exceptions import OpcError

    opened(file.data).close()
    try:
        document = docx.Document(io.BytesIO(file.data))
        parts = [(kind, body([text])) for kind, text in _parts(document)]
        about = document.core_properties
        title, author, created = line(about.title), line(about.author), about.created
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, SyntaxError) as error:
        raise NotAnArticle("it is not a Word document that can be read") from error
    parts = [(kind, text) for kind, text in parts if text]
    if parts and parts[0][0] in ("Title", "Heading 1") and title in (None, parts[0][1]):
        title = parts.pop(0)[1]
    text, headings = "", Headings()
    for kind, words in parts:
        text += "\n\n" if text else ""
        before, heading, depth = kind.partition("Heading ")
        if heading and not before and depth.isdecimal():
            headings.add(len(text), int(depth), words)
        text += words
    published, dated_by = found(created, None, text, file.path)
    yield Draft(
        origin=file.origin, title=title or title_of(file.path), text=text,
        published=published, author=author, dated_by=dated_by,
        language=line(about.language), places=headings.places,
    )  # fmt: skip


def _parts(document: Any) -> Iterator[tuple[str, str]]:
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            for row in part.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield "row", " | ".join(cell for cell in cells if cell)
        else:
            yield (part.style.name if part.style is not None else ""), part.text
