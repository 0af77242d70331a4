"""Sentences of a paragraph as spans, by sentencex (rules for some 300 languages, no download)."""

from __future__ import annotations

import re

SENTENCES_VERSION = 4
MOST_QUOTES = 2_000
"""Opening quotation marks of one paragraph up to which they count: the library looks for the end
of each, which takes time by their square where there is none."""

_OTHER_SPACE = re.compile(r"[^\S ]")
_OPENING = re.compile(r"[“‘«„‚‹']")
_QUOTES = re.compile(r"[“”‘’«»„‚‹›'\"]")

LONGEST_QUOTE = 400
"""Characters between quotation marks up to which the library's way is followed: it ends no sentence
there. More are a speech, or two marks that are none of a pair.
"""
_MARKS = ('"', "“", "”")
_MARK = re.compile(r"[\"“”]")
_BEFORE = " ([—–-/‘"
"""What a straight mark that opens a quote may stand behind."""

_REACH = 32
"""Characters on either side of a boundary that tell whether a sentence ends there."""
_MAY = re.compile(r"\b[Mm]ay\.")
"""The month is no abbreviation, though the library takes it for one; another word of that length is
none for it either.
"""
_DAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\.|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
)
_ZONE = r"[ECMP][SD]?T|GMT|UTC|[BIJ]ST|CES?T|AE[SD]T|Eastern|Central|Mountain|Pacific|Moscow time"
_GOES_ON = re.compile(
    # 9 p.m. | Friday, 8:30 a.m. | ET
    rf"\d\s?[ap]\.m\.\n(?:{_DAY}|{_ZONE})(?!\w)|"
    # D-N. | Y. and R-W. | Va.: a politician's party and state
    r"\b[DRI]-[A-Z]\.\n[A-Z]\w?\.|"
    # 308 N. | Second Ave.
    r"\b\d+ [NSEW]\.\n[A-Z\d]\w*\.? (?:[A-Z]\w*\.? )?(?:Ave|Blvd|Dr|Ln|R[do]|St|Way)|"
    # Ms. | Ragland
    r"\b(?:Mrs?|Ms|Dr)\.\n[^\W\d_]|"
    # approx. | 3,140, see No. | 1, Prop. | 8
    r"\w\W+(?:[Aa]pprox|[Nn]os?|[Pp]rop|[Vv]ols?|[Cc]h|[Ff]igs?|[Pp]ct|[Aa]vg)\.\n[$€£]?\d"
)
"""Where the library ends a sentence of English that goes on; the line break is that end."""


def sentences(text: str, start: int, end: int, language: str = "en") -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, in order, without white space around them.

    Every character that is not white space lies in exactly one of them. Line breaks inside are
    read as spaces: what is one paragraph is one paragraph.
    """
    from sentencex import get_sentence_boundaries

    # Any single white-space character becomes one space, so that offsets stay.
    flat = _OTHER_SPACE.sub(" ", text[start:end])
    many = len(flat) > MOST_QUOTES and len(_OPENING.findall(flat)) > MOST_QUOTES
    read = _QUOTES.sub(" ", flat) if many else _paired(flat)
    read = _MAY.sub("Mab.", read)
    found: list[tuple[int, int]] = []
    last = 0
    for boundary in get_sentence_boundaries(language, read):
        place = _beside_marks(flat, read, boundary["end_index"])
        if not _goes_on(read, place):
            last = _add(found, flat, last, place, start)
    _add(found, flat, last, len(flat), start)
    return found


def _paired(text: str) -> str:
    r"""``text`` with a space for each quotation mark that pairs with none, as where a quote goes on
    in the next paragraph, and for those of a long one: the library would end no sentence up to the
    next mark.

    >>> _paired('It is," he said. "Is it?" So "it is.')
    'It is,  he said. "Is it?" So  it is.'
    """
    left: list[int] = []
    straight = curly = -1
    for match in _MARK.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "“":
            curly = at
        elif mark == "”":
            left += (curly, at) if 0 <= curly < at - LONGEST_QUOTE else ()
            left += (straight, at) if curly < straight else ()
            curly = straight = -1
        elif straight >= 0 and not _only_opens(text, at):
            left += (straight, at) if at - straight > LONGEST_QUOTE else ()
            straight = -1
        elif straight < 0 and _only_closes(text, at):
            left += (curly, at) if curly >= 0 else (at,)
            curly = -1
        else:
            left += (straight,) if straight >= 0 else ()
            straight = at
    left += (straight,) if straight >= 0 else ()
    marks = list(text) if left else []
    for at in left:
        marks[at] = " "
    return "".join(marks) or text


def _only_opens(text: str, at: int) -> bool:
    return _opens(text, at) and not _closes(text, at)


def _only_closes(text: str, at: int) -> bool:
    return _closes(text, at) and not _opens(text, at)


def _opens(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1] in _BEFORE) and text[at + 1 : at + 2] not in ("", " ")


def _closes(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] != " " and not text[at + 1 : at + 2].isalnum()


def _beside_marks(flat: str, read: str, end: int) -> int:
    """``end`` moved so that a mark which ``read`` has not stays with the words that it touches."""
    while flat[end : end + 1] in _MARKS and read[end] == " " and flat[end - 1] != " ":
        end += 1
    if flat[end - 1] in _MARKS and read[end - 1] == " " and flat[end : end + 1].strip():
        end -= 1
    return end


def _goes_on(read: str, end: int) -> bool:
    before, behind = read[max(0, end - _REACH) : end], read[end : end + _REACH]
    return _GOES_ON.search(f"{before.rstrip(' ')}\n{behind.lstrip(' ')}") is not None


def _add(found: list[tuple[int, int]], flat: str, begin: int, end: int, offset: int) -> int:
    """Add ``flat[begin:end]`` without the spaces around it, if anything is left; give ``end``."""
    piece = flat[begin:end]
    left = begin + len(piece) - len(piece.lstrip(" "))
    right = begin + len(piece.rstrip(" "))
    if left < right:
        found.append((offset + left, offset + right))
    return max(begin, end)
