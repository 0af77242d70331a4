"""Documents of old Word (.doc): its own form by olefile, and what else has that suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from index.canonical import body, line
from index.dated import of_document
from index.dates import day
from index.doc_text import DocText, Paragraph
from index.errors import NotAnArticle
from index.headings import Part, parted
from index.ole import about, is_ole, stream, streams
from index.page_authors import document_author
from index.read_text import title_of
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
    for mark, suffix in _OTHERS:
        if start.startswith(mark):
            yield from read(replace(file, path=file.path.with_suffix(suffix)))
            return
    if b"\0" in file.data:
        raise NotAnArticle("it is not a Word document")
    yield from read(replace(file, path=file.path.with_suffix(".txt")))


def _article(file: File) -> Draft:
    with streams(file.data, "a Word document") as opened:
        main = stream(opened, "WordDocument")
        tables = stream(opened, "0Table"), stream(opened, "1Table")
        stated = about(opened)
    if not main:
        raise NotAnArticle("it is not a Word document")
    parts = [(level, body([words])) for level, words in _parts(DocText(main, tables).paragraphs())]
    parts = [(level, words) for level, words in parts if words]
    title = line(stated.title)
    if parts and parts[0][0] in (0, 1) and title in (None, parts[0][1]):
        title = parts.pop(0)[1]
    text, places = parted(parts)
    published, dated_by = of_document(day(stated.created), text, file.path)
    return Draft(
        origin=file.origin, title=title or title_of(file.path), text=text,
        published=published, dated_by=dated_by, places=places,
        author=document_author(stated.author),
    )  # fmt: skip


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
