"""The paragraphs of an old Word document ([MS-DOC]: Word (.doc) Binary File Format).

Names in quotes are those of that document.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.doc_runs import PAGE, Run, Runs, runs
from index.errors import NotAnArticle

_WORD_97 = 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_LENGTHS = 76
"""Where "ccpText" stands; after it come the lengths of notes, headers, comments, text boxes."""
_STYLES, _CHARACTERS, _PARAGRAPHS, _PIECES = 1, 12, 13, 33
"""Of "Stshf", "PlcfBteChpx", "PlcfBtePapx" and "Clx", the numbers in "FibRgFcLcb97"."""
_PLACES = 154
"""Where that stands."""

_IN_TABLE, _ROW_ENDS, _INNER_CELL, _INNER_ROW, _OUTLINE = 0x2416, 0x2417, 0x244B, 0x244C, 0x2640
_HEADS = 0x3404
_DELETED, _HIDDEN, _SYMBOL = 0x0800, 0x083C, 0x6A09
_NO_OUTLINE = 9

_ENDS = "\r\x07\x0c\x0e"
"""What ends a paragraph: its mark, that of a cell, the end of a page, of a column."""
_FIELD, _RESULT, _FIELD_ENDS = "\x13", "\x14", "\x15"
_SHOWN = str.maketrans({
    "\x0b": "\n", "\t": " ", "\x1e": "-", "\x1f": "", "\xad": "", "\x01": "", "\x02": "",
    "\x05": "", "\x08": "", _FIELD: "", _RESULT: "", _FIELD_ENDS: "",
})  # fmt: skip
TITLE = 0
_TITLE_STYLE, _HEADINGS, _CONTENTS = 62, range(1, 10), range(19, 28)
"""Numbers ("sti") of styles that are the same in every language."""
_DEEPEST = 20
"""Styles that are made out of each other."""
_NARROW = 0x4000_0000
"""Set in the place of a piece whose characters have a byte each."""


@dataclass(frozen=True)
class Paragraph:
    """The words of a paragraph, and what it is."""

    words: str
    level: int | None = None
    """Of a heading; ``TITLE`` of a title."""
    in_table: bool = False
    cell_ends: bool = False
    row_ends: bool = False
    """It is no cell, but the end of a row of them."""
    names: bool = False
    """That row names the columns: it is shown again on every page."""
    of_contents: bool = False


@dataclass(frozen=True)
class _Piece:
    """Characters from ``start`` to ``end`` of the text, at ``place`` in the stream."""

    start: int
    end: int
    place: int
    width: int

    def byte(self, at: int) -> int:
        return self.place + (at - self.start) * self.width


class DocText:
    """The text of the streams "WordDocument" (``main``), "0Table" and "1Table".

    Raises:
        NotAnArticle: it is older than Word 97, encrypted, or damaged.
    """

    def __init__(self, main: bytes, tables: tuple[bytes, bytes]) -> None:
        if len(main) < _PLACES + 8 * (_PIECES + 1) or _u16(main, 2) < _WORD_97:
            raise NotAnArticle("it is of Word 95 or older: save it again as .docx")
        flags = _u16(main, 10)
        if flags & _ENCRYPTED:
            raise NotAnArticle("it is encrypted")
        self._main, self._table = main, tables[bool(flags & _SECOND_TABLE)]
        try:
            self._pieces, self._text = self._read_pieces()
            self._starts = [piece.start for piece in self._pieces]
            self._styles = _styles(self._at(_STYLES))
            self._paragraphs = Runs(self._runs(_PARAGRAPHS))
            self._characters = Runs(self._runs(_CHARACTERS))
        except (struct.error, IndexError, ValueError) as error:
            raise NotAnArticle("it is damaged") from error

    def paragraphs(self) -> Iterator[Paragraph]:
        """Those of the text in order, and then those of its text boxes."""
        lengths = struct.unpack_from("<7I", self._main, _LENGTHS)
        boxes = sum(lengths[:6])
        yield from self._between(0, lengths[0])
        yield from self._between(boxes, boxes + lengths[6])

    def _between(self, start: int, end: int) -> Iterator[Paragraph]:
        end = min(end, len(self._text))
        for at in range(start, end):
            if self._text[at] in _ENDS or at == end - 1:
                yield self._paragraph(start, at)
                start = at + 1

    def _paragraph(self, start: int, mark: int) -> Paragraph:
        run = self._paragraphs.at(self._piece(mark).byte(mark)) or Run(0, 0)
        number, level = self._styles.get(run.style, (0, None))
        outline = run.said.get(_OUTLINE, _NO_OUTLINE)
        if level is None and outline < _NO_OUTLINE:
            level = outline + 1
        in_table = bool(run.said.get(_IN_TABLE))
        ends = self._text[mark]
        return Paragraph(
            words=_shown(self._kept(start, mark if ends in _ENDS else mark + 1)),
            level=None if in_table else level,
            in_table=in_table,
            cell_ends=in_table and (ends == "\x07" or bool(run.said.get(_INNER_CELL))),
            row_ends=bool(run.said.get(_ROW_ENDS) or run.said.get(_INNER_ROW)),
            names=bool(run.said.get(_HEADS)),
            of_contents=number in _CONTENTS,
        )

    def _kept(self, start: int, end: int) -> str:
        """Without what was deleted or is hidden (but for the marks of fields), and a space for a
        character of a font of symbols, which is none of the text's.
        """
        kept = ""
        while start < end:
            piece = self._piece(start)
            byte = piece.byte(start)
            run = self._characters.at(byte) or Run(byte, byte + 1)
            stop = min(end, piece.end, start + max(1, (run.end - byte) // piece.width))
            part = self._text[start:stop]
            if run.said.get(_DELETED) or run.said.get(_HIDDEN) == 1:
                part = "".join(each for each in part if _FIELD <= each <= _FIELD_ENDS)
            elif _SYMBOL in run.said:
                part = " " * len(part)
            kept += part
            start = stop
        return kept

    def _piece(self, at: int) -> _Piece:
        return self._pieces[bisect_right(self._starts, at) - 1]

    def _read_pieces(self) -> tuple[list[_Piece], str]:
        stated = self._at(_PIECES)
        at = 0
        while stated[at] == 1:  # what was changed in a hurry, and is said again of the runs
            at += 3 + _u16(stated, at + 1)
        (length,) = struct.unpack_from("<I", stated, at + 1)
        table = stated[at + 5 : at + 5 + length]
        count = (len(table) - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", table)
        if bounds[-1] > len(self._main):
            raise ValueError("more characters than bytes")
        pieces: list[_Piece] = []
        texts = []
        for number, (start, end) in enumerate(pairwise(bounds)):
            (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)
            place, width = ((place - _NARROW) // 2, 1) if place & _NARROW else (place, 2)
            data = self._main[place : place + (end - start) * width]
            if start >= end or start != (pieces[-1].end if pieces else 0):
                raise ValueError("pieces out of order")
            if len(data) < (end - start) * width:
                raise ValueError("a piece beyond the end")
            pieces.append(_Piece(start, end, place, width))
            texts.append(_characters(data, width))
        if not pieces:
            raise ValueError("no pieces")
        return pieces, "".join(texts)

    def _runs(self, number: int) -> Iterator[Run]:
        table = self._at(number)
        count = max(0, (len(table) - 4) // 8)
        pages = struct.iter_unpack("<I", table[4 * (count + 1) : 4 * (2 * count + 1)])
        for (page,) in dict.fromkeys(pages):
            data = self._main[page * PAGE : (page + 1) * PAGE]
            if len(data) == PAGE:
                yield from runs(data, of_paragraphs=number == _PARAGRAPHS)

    def _at(self, number: int) -> bytes:
        start, length = struct.unpack_from("<II", self._main, _PLACES + 8 * number)
        return self._table[start : start + length]


def _characters(data: bytes, width: int) -> str:
    """One for each unit, also of a pair of surrogates, so that they can be counted."""
    if width == 1:
        return data.decode("cp1252", "replace")
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


def _styles(sheet: bytes) -> dict[int, tuple[int, int | None]]:
    """By the number of a style in this document ("STSH"): its number in every Word, and its level
    where it is a heading or made out of one.
    """
    if not sheet:
        return {}
    stated: list[tuple[int, int] | None] = []
    at = 2 + _u16(sheet, 0)
    while at + 2 <= len(sheet):
        size = _u16(sheet, at)
        known = (_u16(sheet, at + 2) & 0xFFF, _u16(sheet, at + 4) >> 4) if size >= 4 else None
        stated.append(known)
        at += 2 + size + size % 2
    found = {}
    for number, style in enumerate(stated):
        if style is not None:
            found[number] = (style[0], next(_levels(stated, number), None))
    return found


def _levels(stated: list[tuple[int, int] | None], number: int) -> Iterator[int]:
    for _ in range(_DEEPEST):
        style = stated[number] if number < len(stated) else None
        if style is None:
            return
        kind, number = style
        if kind == _TITLE_STYLE or kind in _HEADINGS:
            yield TITLE if kind == _TITLE_STYLE else kind


def _shown(text: str) -> str:
    """As a reader sees it: of fields, which may lie in each other, only what they show."""
    if _FIELD in text or _FIELD_ENDS in text:
        text = "".join(_results(text))
    text = text.translate(_SHOWN)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _results(text: str) -> Iterator[str]:
    opened: list[int] = []
    instructions = 0
    for each in text:
        if each == _FIELD:
            opened.append(1)
        elif each == _RESULT and opened:
            instructions -= opened[-1]
            opened[-1] = 0
            continue
        elif each == _FIELD_ENDS and opened:
            instructions -= opened.pop()
        elif not instructions:
            yield each
        instructions += each == _FIELD


def _u16(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])
