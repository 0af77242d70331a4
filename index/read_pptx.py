"""Slides (.pptx): ISO/IEC 29500-1, PresentationML. Elements are told by their local names, which
are the same in "Strict Open XML".
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from index.canonical import body, line
from index.dated import of_document
from index.dates import day
from index.errors import NotAnArticle
from index.headings import Part, parted
from index.page_authors import document_author
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft
from index.tables import lines
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
        main = _of_kind(container, "", "officeDocument")
        if not main or _name(root := _xml(container, main)) != "presentation":
            raise NotAnArticle(f"it is not {_WHAT}")
        stated = _of_kind(container, "", "core-properties")
        about = _xml(container, stated) if stated in container.namelist() else None
        slides = {each.number: each.path for each in _related(container, main)}
        try:
            parts = [
                part
                for number in _numbers(root)
                if number in slides
                for part in _slide(container, slides[number])
            ]
        except RecursionError as error:
            raise NotAnArticle("its elements lie too deep in each other") from error
    title = parts.pop(0)[1] if parts and parts[0][0] == 1 else _said(about, "title")
    if title and _UNNAMED.match(title):
        title = None
    text, places = parted(parts)
    saved = _said(about, "modified") or _said(about, "created")
    published, dated_by = of_document(day(saved), text, file.path)
    yield Draft(
        origin=file.origin, title=title or title_of(file.path), text=text,
        published=published, dated_by=dated_by, places=places,
        author=document_author(_said(about, "creator")),
    )  # fmt: skip


def _numbers(presentation: Any) -> Iterator[str]:
    """Of the slides, in order."""
    for each in presentation.iter():
        if _name(each) == "sldId":
            yield next((value for name, value in each.items() if name.endswith("}id")), "")


def _slide(container: zipfile.ZipFile, path: str) -> Iterator[Part]:
    root = _xml(container, path)
    if root.get("show") in ("0", "false"):
        return
    found = [(kind, words) for kind, words in _shapes(root) if words]
    yield from ((1, " ".join(words.split())) for kind, words in found if kind in _TITLES)
    yield from ((None, words) for kind, words in found if kind not in _TITLES)
    notes = _of_kind(container, path, "notesSlide")
    if notes in container.namelist():
        yield from ((None, words) for _, words in _shapes(_xml(container, notes)) if words)


def _shapes(node: Any) -> Iterator[tuple[str | None, str]]:
    """(kind of placeholder, words) of each paragraph of each shape, in the order of the file."""
    for shape in node:
        name = _name(shape)
        if name == "sp":
            kind = _placeholder(shape)
            if kind in _TITLES:
                yield kind, body(_paragraphs(shape))
            elif kind not in _SILENT:
                yield from ((kind, body([words])) for words in _paragraphs(shape))
        elif name == "tbl":
            yield from ((None, words) for words in _table(shape))
        elif name == "AlternateContent":
            yield from _shapes(shape[:1])
        else:
            yield from _shapes(shape)


def _placeholder(shape: Any) -> str | None:
    for about in shape:
        if _name(about) == "nvSpPr":
            found = (each.get("type", "body") for each in about.iter() if _name(each) == "ph")
            return next(found, None)
    return None


def _table(table: Any) -> Iterator[str]:
    rows = [
        [" ".join(_paragraphs(cell)) for cell in each if _name(cell) == "tc"]
        for each in table
        if _name(each) == "tr"
    ]
    look = next((each for each in table if _name(each) == "tblPr"), None)
    return lines(rows, look is not None and look.get("firstRow") in ("1", "true"))


def _paragraphs(shape: Any) -> Iterator[str]:
    for text in shape:
        if _name(text) == "txBody":
            for paragraph in text:
                if _name(paragraph) == "p":
                    yield "".join(_words(run) for run in paragraph)


def _words(run: Any) -> str:
    if _name(run) == "br":
        return "\n"
    return "".join(each.text or "" for each in run if _name(each) == "t")


def _related(container: zipfile.ZipFile, path: str) -> Iterator[_Related]:
    """What the part at ``path`` (the package itself: ``""``) names."""
    folder, name = posixpath.split(path)
    at = posixpath.join(folder, "_rels", f"{name}.rels")
    if at not in container.namelist():
        return
    for each in _xml(container, at):
        target = each.get("Target") or ""
        whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        kind = (each.get("Type") or "").rpartition("/")[2]
        if each.get("TargetMode") != "External":
            yield _Related(kind, each.get("Id") or "", posixpath.normpath(whole))


def _of_kind(container: zipfile.ZipFile, path: str, kind: str) -> str:
    return next((each.path for each in _related(container, path) if each.kind == kind), "")


def _xml(container: zipfile.ZipFile, path: str) -> Any:
    return xml(unpacked(container, path), _WHAT)


def _said(about: Any, name: str) -> str | None:
    found = (each.text for each in about if _name(each) == name) if about is not None else iter(())
    return line(next(found, None))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
