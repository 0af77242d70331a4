"""Documents of LibreOffice and others (.odt): OpenDocument 1.3, part 3."""

from __future__ import annotations

from collections.abc import Callable

from index import odf
from index.canonical import body
from index.dated import of_document
from index.dates import day
from index.errors import NotAnArticle
from index.headings import parted
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft


def read_odt(file: File, _: Callable[[File], Items]) -> Items:
    """The paragraphs and table rows of a document; headings are kept as ``places``.

    Raises:
        NotAnArticle: it is no OpenDocument text, or a bomb.
    """
    content, whole, about = odf.document(file.data, "text", "an OpenDocument text")
    try:
        parts = [(kind, body([words])) for kind, words in odf.parts(whole, odf.titles(content))]
    except RecursionError as error:
        raise NotAnArticle("its elements lie too deep in each other") from error
    parts = [(kind, words) for kind, words in parts if words]
    title = about.title
    if parts and parts[0][0] in (0, 1) and title in (None, parts[0][1]):
        title = parts.pop(0)[1]
    text, places = parted(parts)
    published, dated_by = of_document(day(about.created), text, file.path)
    yield Draft(
        origin=file.origin, title=title or title_of(file.path), text=text, published=published,
        dated_by=dated_by, places=places, author=about.author, language=about.language,
    )  # fmt: skip
