"""Articles out of the documents of word processors and the slides of presentations."""

from __future__ import annotations

from collections.abc import Iterable

from index.canonical import body
from index.dated import of_document
from index.headings import Part, parted
from index.read_text import title_of
from index.reading import File
from index.records import Draft


def told(parts: Iterable[Part]) -> list[Part]:
    """Those of ``parts`` that have words, in their canonical form."""
    return [(level, text) for level, words in parts if (text := body([words]))]


def titled(parts: list[Part], stated: str | None) -> tuple[str | None, list[Part]]:
    """The title of a document, and its parts without it: the one that is ``stated``, else a first
    heading of the outermost level.

    >>> titled([(1, "Ferry"), (None, "It runs.")], None), titled([(1, "Fares")], "Ferry")
    (('Ferry', [(None, 'It runs.')]), ('Ferry', [(1, 'Fares')]))
    """
    if parts and parts[0][0] in (0, 1) and stated in (None, parts[0][1]):
        return parts[0][1], parts[1:]
    return stated, parts


def drafted(
    file: File, title: str | None, parts: list[Part], made: str | None,
    author: str | None, language: str | None = None,
) -> Draft:  # fmt: skip
    """The article of ``parts``; ``made`` is the day that the document states of itself."""
    text, places = parted(parts)
    published, dated_by = of_document(made, text, file.path)
    return Draft(
        origin=file.origin, title=title or title_of(file.path), text=text, published=published,
        author=author, language=language, dated_by=dated_by, places=places,
    )  # fmt: skip
