"""Documents of LibreOffice and others (.odt): OpenDocument 1.3, part 3."""

from __future__ import annotations

from collections.abc import Callable

from index import odf
from index.dates import day
from index.documents import drafted, titled, told
from index.reading import File, Items


def read_odt(file: File, _: Callable[[File], Items]) -> Items:
    """The paragraphs and table rows of a document; headings are kept as ``places``.

    Raises:
        NotAnArticle: it is no OpenDocument text, or a bomb.
    """
    content, whole, about = odf.document(file.data, "text", "an OpenDocument text")
    title, parts = titled(told(odf.parts(whole, odf.titles(content))), about.title)
    yield drafted(file, title, parts, day(about.created), about.author, about.language)
