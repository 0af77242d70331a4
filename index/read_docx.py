"""Word documents (.docx), by python-docx."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from index.canonical import body, line
from index.dated import of_document
from index.dates import day
from index.errors import NotAnArticle
from index.headings import parted
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft
from index.tables import lines
from index.zipped import DAMAGED, opened


def read_docx(file: File, _: Callable[[File], Items]) -> Items:
    """The paragraphs and table rows of a document; headings are kept as ``places``.

    Raises:
        NotAnArticle: it is no Word document, or a bomb.
    """
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.exceptions import OpcError

    opened(file.data).close()
    try:
        document = docx.Document(io.BytesIO(file.data))
        parts = [(kind, body([text])) for kind, text in _parts(document)]
        title = author = created = language = None
        related = document.part.package.rels.values()
        if any(each.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for each in related):
            about = document.core_properties  # where there are none, these would be made up
            title, author, created = line(about.title), line(about.author), about.created
            language = line(about.language)
    except DAMAGED as error:
        raise NotAnArticle("it is encrypted or damaged") from error
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, SyntaxError) as error:
        raise NotAnArticle("it is not a Word document that can be read") from error
    parts = [(kind, text) for kind, text in parts if text]
    if parts and parts[0][0] in ("Title", "Heading 1") and title in (None, parts[0][1]):
        title = parts.pop(0)[1]
    text, places = parted((_level(kind), words) for kind, words in parts)
    published, dated_by = of_document(day(created), text, file.path)
    yield Draft(
        origin=file.origin, title=title or title_of(file.path), text=text,
        published=published, author=author, dated_by=dated_by,
        language=language, places=places,
    )  # fmt: skip


def _level(style: str) -> int | None:
    before, heading, depth = style.partition("Heading ")
    return int(depth) if heading and not before and depth.isdecimal() else None


def _parts(document: Any) -> Iterator[tuple[str, str]]:
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            cells = [[cell.text for cell in _distinct(each.cells)] for each in part.rows]
            yield from (("row", words) for words in lines(cells, _first_row_names(part)))
        else:
            yield (part.style.name if part.style is not None else ""), part.text


def _distinct(cells: Iterable[Any]) -> list[Any]:
    """The cells of a row; those that were merged are one."""
    return list({id(cell._tc): cell for cell in cells}.values())


def _first_row_names(table: Any) -> bool:
    """Whether the first row is shown as a heading. Word sets ``firstRow`` for every new table, but
    in its plain styles that changes nothing.
    """
    from docx.oxml.ns import qn

    first = table._tbl.tr_lst[0].trPr if table._tbl.tr_lst else None
    if first is not None and first.find(qn("w:tblHeader")) is not None:
        return True
    drawn = table._tbl.find(qn("w:tblPr"))  # the standard asks for it, and some do without
    look = drawn.find(qn("w:tblLook")) if drawn is not None else None
    if look is None:
        return False
    style = table.style.name if table.style is not None else None
    if style in (None, "Normal Table", "Table Grid"):
        return False
    stated = look.get(qn("w:firstRow"))
    if stated is None:  # older Word has all of it in one number
        return bool(int(look.get(qn("w:val")) or "0", 16) & 0x20)
    return stated in ("1", "true", "on")
