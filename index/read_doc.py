"""Documents of old Word (.doc): its own form by olefile, and what else has that suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from index.canonical import line
from index.dates import day
from index.doc_text import DocText, Paragraph
from index.documents import drafted, titled, told
from index.errors import NotAnArticle
from index.headings import Part
from index.ole import about, is_ole, stream, streams
from index.page_authors import document_author
from index.reading import File, Items
from index.records import Draft
from index.tables import lines

_OTHERS = (
    (b"{\\rtf", ".rtf"), (b"PK\3\4", ".docx"), (b"MIME-Version", ".mhtml"), (b"<?xml", ".html"),
    (b"<", ".html"),
)  # fmt: skip
"""By its first bytes, what else is named so: databases and web sites give rich text and pages."""


def read_doc(file: File, read: Callable[[File], Items]) -> Items:
    """The paragraphs and table rows of a document; headings are kept as ``places``.

    Raises:
        NotAnArticle: it is no such document, or encrypted, or of Word 95 or older.
    """
    if is_ole(file.data):
        yield _article(file)
        return
    start = file.data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = next((suffix for mark, suffix in _OTHERS if start.startswith(mark)), ".txt")
    if suffix == ".txt" and b"\0" in file.data:
        raise NotAnArticle("it is not a Word document")
    yield from read(file.called(suffix))


def _article(file: File) -> Draft:
    with streams(file.data, "a Word document") as opened:
        main = stream(opened, "WordDocument")
        tables = stream(opened, "0Table"), stream(opened, "1Table")
        stated = about(opened)
    if not main:
        raise NotAnArticle("it is not a Word document")
    parts = told(_parts(DocText(main, tables).paragraphs()))
    title, parts = titled(parts, line(stated.title))
    return drafted(file, title, parts, day(stated.created), document_author(stated.author))


def _parts(paragraphs: Iterable[Paragraph]) -> Iterator[Part]:
    rows: list[list[str]] = []
    cells: list[str] = []
    cell: list[str] = []
    named = False
    for each in paragraphs:
        if each.row_ends:
            named = named or (each.names and not rows)
            rows.append(cells)
            cells = []
        elif each.in_table:
            cell.append(each.words)
            if each.cell_ends:
                cells.append(" ".join(cell))
                cell = []
        else:
            yield from _table(rows, named)
            rows, named = [], False
            if not each.of_contents:
                yield each.level, each.words
    yield from _table([*rows, [*cells, *cell]], named)


def _table(rows: list[list[str]], named: bool) -> Iterator[Part]:
    yield from ((None, words) for words in lines(rows, named))
