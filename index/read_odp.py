"""Slides of LibreOffice and others (.odp): OpenDocument 1.3, part 3."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from index import odf
from index.dates import day
from index.documents import drafted, told
from index.headings import Part
from index.reading import File, Items

_SHOWN = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_SILENT = {"page-number", "date-time", "footer", "header"}
"""Kinds of frames."""
_WORDS = {odf.BOX, f"{odf.TABLE}table"}


def read_odp(file: File, _: Callable[[File], Items]) -> Items:
    """The slides of a presentation in order, as ``index.read_pptx`` has them.

    Raises:
        NotAnArticle: it is no OpenDocument presentation, or a bomb.
    """
    _content, whole, about = odf.document(file.data, "presentation", "an OpenDocument presentation")
    parts = told(part for slide in whole.iter(f"{odf.DRAW}page") for part in _slide(slide))
    title = parts.pop(0)[1] if parts and parts[0][0] == 1 else about.title
    saved = day(about.saved or about.created)
    yield drafted(file, title, parts, saved, about.author, about.language)


def _slide(slide: Any) -> Iterator[Part]:
    found = [*_frames(slide)]
    titles = [" ".join(words.split()) for kind, _, words in found if kind == "title"]
    yield from ((1, title) for title in titles)
    yield from ((level, words) for kind, level, words in found if kind != "title")


def _frames(node: Any) -> Iterator[tuple[str, int | None, str]]:
    """(kind of frame, level, words) of each paragraph; those of the notes stand last in a page."""
    for each in node:
        kind = each.get(f"{_SHOWN}class", "")
        if each.tag == odf.FRAME and kind not in _SILENT:
            within = [box for box in each if box.tag in _WORDS]
            parts = [part for box in within for part in odf.parts([box], set())]
            if kind == "title":
                yield kind, None, " ".join(words for _, words in parts)
            else:
                yield from ((kind, level, words) for level, words in parts)
        elif each.tag in (f"{odf.DRAW}g", f"{_SHOWN}notes"):
            yield from _frames(each)
        elif each.tag.startswith(odf.DRAW) and each.tag != odf.FRAME:  # a shape with words in it
            yield from (("", level, words) for level, words in odf.parts(each, set()))
