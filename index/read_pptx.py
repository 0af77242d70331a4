"""Slides (.pptx): ISO/IEC 29500-1, PresentationML. Elements are told by their local names, which
are the same in "Strict Open XML".
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from index.canonical import line
from index.dates import day
from index.documents import drafted, told
from index.errors import NotAnArticle
from index.headings import Part
from index.page_authors import document_author
from index.reading import File, Items
from index.tables import lines
from index.xml_text import local
from index.zipped import opened, unpacked, xml

_WHAT = "a presentation"
_TITLES, _SILENT = {"title", "ctrTitle"}, {"ftr", "dt", "sldNum", "hdr", "sldImg"}
"""Kinds of placeholders."""
_UNNAMED = re.compile(
    r"\A(?:Presentation\Z|PowerPoint[- ]|Microsoft PowerPoint|Slide \d|Untitled"
    r"|Présentation PowerPoint|Presentación de PowerPoint|Presentazione standard)",
    re.IGNORECASE,
)
"""What programs call a presentation that nobody gave a title."""


class _Related(NamedTuple):
    kind: str
    number: str
    path: str


def read_pptx(file: File, _: Callable[[File], Items]) -> Items:
    """The slides of a presentation in order, each with its title as a heading, and after it the
    notes of who shows it. Its title is that of the first slide, and its day that on which it was
    saved: what it states to be its title and its making is often those of the one before, of which
    it is a copy.

    Raises:
        NotAnArticle: it is no presentation, or a bomb.
    """
    with opened(file.data) as container:
        package = _related(container, "")
        main = _of_kind(package, "officeDocument")
        if not main or local(root := _xml(container, main)) != "presentation":
            raise NotAnArticle(f"it is not {_WHAT}")
        stated = _of_kind(package, "core-properties")
        about = _xml(container, stated) if stated in container.namelist() else None
        slides = {each.number: each.path for each in _related(container, main)}
        parts = told(
            part
            for number in _numbers(root)
            if number in slides
            for part in _slide(container, slides[number])
        )
    title = parts.pop(0)[1] if parts and parts[0][0] == 1 else _said(about, "title")
    if title and _UNNAMED.match(title):
        title = None
    saved = day(_said(about, "modified") or _said(about, "created"))
    yield drafted(file, title, parts, saved, document_author(_said(about, "creator")))


def _numbers(presentation: Any) -> Iterator[str]:
    """Of the slides, in order."""
    for each in presentation.iter():
        if local(each) == "sldId":
            yield next((value for name, value in each.items() if name.endswith("}id")), "")


def _slide(container: zipfile.ZipFile, path: str) -> Iterator[Part]:
    root = _xml(container, path)
    if root.get("show") in ("0", "false"):
        return
    found = [*_shapes(root)]
    yield from ((1, words) for kind, words in found if kind in _TITLES)
    yield from ((None, words) for kind, words in found if kind not in _TITLES)
    notes = _of_kind(_related(container, path), "notesSlide")
    if notes in container.namelist():
        yield from ((None, words) for _, words in _shapes(_xml(container, notes)))


def _shapes(node: Any) -> Iterator[tuple[str | None, str]]:
    """(kind of placeholder, words) of each paragraph of each shape, in the order of the file."""
    for shape in node:
        name = local(shape)
        if name == "sp":
            kind = _placeholder(shape)
            if kind in _TITLES:
                yield kind, " ".join(" ".join(_paragraphs(shape)).split())
            elif kind not in _SILENT:
                yield from ((kind, words) for words in _paragraphs(shape))
        elif name == "tbl":
            yield from ((None, words) for words in _table(shape))
        elif name == "AlternateContent":
            yield from _shapes(shape[:1])
        else:
            yield from _shapes(shape)


def _placeholder(shape: Any) -> str | None:
    for about in shape:
        if local(about) == "nvSpPr":
            found = (each.get("type", "body") for each in about.iter() if local(each) == "ph")
            return next(found, None)
    return None


def _table(table: Any) -> Iterator[str]:
    rows = [
        [" ".join(_paragraphs(cell)) for cell in each if local(cell) == "tc"]
        for each in table
        if local(each) == "tr"
    ]
    look = next((each for each in table if local(each) == "tblPr"), None)
    return lines(rows, look is not None and look.get("firstRow") in ("1", "true"))


def _paragraphs(shape: Any) -> Iterator[str]:
    for text in shape:
        if local(text) == "txBody":
            for paragraph in text:
                if local(paragraph) == "p":
                    yield "".join(_words(run) for run in paragraph)


def _words(run: Any) -> str:
    if local(run) == "br":
        return "\n"
    return "".join(each.text or "" for each in run if local(each) == "t")


def _related(container: zipfile.ZipFile, path: str) -> list[_Related]:
    """What the part at ``path`` (the package itself: ``""``) names."""
    folder, name = posixpath.split(path)
    at = posixpath.join(folder, "_rels", f"{name}.rels")
    found: list[_Related] = []
    for each in _xml(container, at) if at in container.namelist() else ():
        target = each.get("Target") or ""
        whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        kind = (each.get("Type") or "").rpartition("/")[2]
        if each.get("TargetMode") != "External":
            found.append(_Related(kind, each.get("Id") or "", posixpath.normpath(whole)))
    return found


def _of_kind(related: list[_Related], kind: str) -> str:
    return next((each.path for each in related if each.kind == kind), "")


def _xml(container: zipfile.ZipFile, path: str) -> Any:
    return xml(unpacked(container, path), _WHAT)


def _said(about: Any, name: str) -> str | None:
    found = (each.text for each in about if local(each) == name) if about is not None else iter(())
    return line(next(found, None))
