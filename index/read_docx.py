"""Word documents (.docx), by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from index import docx_text
from index.canonical import ITEM, line
from index.dates import day
from index.documents import drafted, titled, told
from index.errors import NotAnArticle
from index.page_authors import document_author
from index.reading import File, Items
from index.tables import lines
from index.zipped import DAMAGED, opened, unpacked

_OF_LIST = re.compile(r"list (?:bullet|number|paragraph|continue)", re.IGNORECASE)
_OF_CONTENTS = re.compile(r"(?:toc|contents) ?(?:heading|\d)", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"officeDocument/", b"officeDocument/2006/"),
    (b"drawingml/", b"drawingml/2006/"),
)
"""What "Strict Open XML" calls things, and what all else does."""


def read_docx(file: File, _: Callable[[File], Items]) -> Items:
    """The paragraphs and table rows of a document; headings are kept as ``places``.

    Raises:
        NotAnArticle: it is no Word document, or a bomb.
    """
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.exceptions import OpcError

    with opened(file.data) as container:
        data = _transitional(container) or file.data
    try:
        document = docx.Document(io.BytesIO(data))
        parts = told((_level(kind), words) for kind, words in _parts(document))
        title = author = created = language = None
        related = document.part.package.rels.values()
        if any(each.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for each in related):
            about = document.core_properties  # where there are none, these would be made up
            title, author, created = line(about.title), document_author(about.author), about.created
            language = line(about.language)
    except DAMAGED as error:
        raise NotAnArticle("it is encrypted or damaged") from error
    except (
        OpcError, KeyError, ValueError, AttributeError, TypeError, SyntaxError, RecursionError,
    ) as error:  # fmt: skip
        raise NotAnArticle("it is not a Word document that can be read") from error
    title, parts = titled(parts, title)
    yield drafted(file, title, parts, day(created), author, language)


def _transitional(container: zipfile.ZipFile) -> bytes | None:
    """The document with the names that python-docx knows, None where it has them."""
    related = "_rels/.rels"
    if related not in container.namelist() or _STRICT not in unpacked(container, related):
        return None
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in container.infolist():
            data = unpacked(container, member)
            if member.filename.endswith((".xml", ".rels")):
                for strict, name in _TRANSITIONAL:
                    data = data.replace(
                        _STRICT + strict, b"http://schemas.openxmlformats.org/" + name
                    )
            copy.writestr(member.filename, data)
    return made.getvalue()


def _level(style: str) -> int | None:
    if style == "Title":
        return 0
    before, heading, depth = style.partition("Heading ")
    return int(depth) if heading and not before and depth.isdecimal() else None


def _parts(document: Any) -> Iterator[tuple[str, str]]:
    from docx.table import Table

    names = {style.style_id: style.name or "" for style in document.styles}
    for block in docx_text.blocks(document.element.body):
        if block.tag == docx_text.TABLE:
            named = _first_row_names(Table(block, document._body))
            yield from (("row", words) for words in lines(docx_text.rows(block), named))
        else:
            style = names.get(docx_text.style(block) or "", "")
            if not _OF_CONTENTS.match(style):
                listed = docx_text.is_item(block) or _OF_LIST.match(style)
                item = ITEM if listed and _level(style) is None else ""
                yield style, item + docx_text.words(block)


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
