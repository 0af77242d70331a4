"""Downloads from Dow Jones Factiva, in which each article ends with a line such as
"Document J000000020150701eb7100001".
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.canonical import line
from index.clippings import Clipping, apart, authors, day_of, is_day

_END = re.compile(
    r"^[ \t]*(?:AN[ \t|]+)?Document ([A-Z][A-Za-z0-9]{0,11}\d{8}[A-Za-z0-9]{3,16})[ \t]*$",
    re.MULTILINE,
)
_WORDS = re.compile(r"\d[\d,.]{0,11} (?:words|mots|palabras|Wörter|woorden|parole|palavras|ord)")
_TIME = re.compile(r"\d{1,2}:\d\d(?:\s?[AP]M)?(?: [A-Z]{2,5})?")
_RIGHTS = re.compile(r"copyright\b|©|\(c\)|\(copyright\)", re.IGNORECASE)
_RESERVED = re.compile(r"all rights? reserved\.?", re.IGNORECASE)
_BY = re.compile(r"(?:by|por|par|von|door|di)\s+\S.{1,150}", re.IGNORECASE)
_NAME = r"[^\W\d_a-z][\w’'.-]{0,40}"
_NAMES = re.compile(rf"{_NAME}(?:,? (?:and |[a-z]{{2,3}} )?{_NAME}){{1,7}}")
_CODES = (
    "CLM", "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY",
    "CX", "LP", "TD", "CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN",
)  # fmt: skip
_CODE = re.compile(rf"({'|'.join(_CODES)})(?:\s*(?:\||\t|  )\s*(.*))?")
LONGEST_NAMES = 150
HEAD_LINES = 14
"""Lines of an article among which its head lies."""


def factiva(text: str) -> list[Clipping]:
    """The articles of a download, none of any other text."""
    found = ((_article(part), known) for part, known in apart(text, _END))
    return [replace(each, known=known) for each, known in found if each is not None]


def _article(part: str) -> Clipping | None:
    lines = [each.strip() for each in part.split("\n")]
    labelled = _labelled(lines)
    if {"HD", "PD", "SN"} <= labelled.keys():
        return _with_labels(labelled)
    at = [i for i, each in enumerate(lines) if each][: 2 * HEAD_LINES]
    counted = next((k for k, i in enumerate(at[:HEAD_LINES]) if _WORDS.fullmatch(lines[i])), None)
    if counted is None or len(at) < counted + 3 or not is_day(lines[at[counted + 1]]):
        return None
    title, author = _named([lines[i] for i in at[:counted]])
    k = counted + 2
    k += _TIME.fullmatch(lines[at[k]]) is not None and k + 1 < len(at)
    source = lines[at[k]]
    ends = (j for j in range(k + 1, min(k + HEAD_LINES, len(at))) if _RIGHTS.match(lines[at[j]]))
    rights = next(ends, k)
    if rights + 1 < len(at) and _RESERVED.fullmatch(lines[at[rights + 1]]):
        rights += 1
    return Clipping(
        title=title, source=source, published=day_of(lines[at[counted + 1]]), author=author,
        text="\n".join(lines[at[rights] + 1 :]).strip(),
    )  # fmt: skip


def _named(head: list[str]) -> tuple[str | None, str | None]:
    """Title and author of the lines before the number of words; the name of a section may stand
    above them.
    """
    if len(head) > 1:
        said = _BY.fullmatch(head[-1])
        shorter = len(head[-1]) < min(len(head[-2]), LONGEST_NAMES)
        if said or (shorter and _NAMES.fullmatch(head[-1])):
            return head[-2], authors(head[-1])
    return (head[-1] if head else None), None


def _labelled(lines: list[str]) -> dict[str, list[str]]:
    """By code, the lines that stand behind it."""
    found: dict[str, list[str]] = {}
    held: list[str] | None = None
    for each in lines:
        code = _CODE.fullmatch(each)
        if code:
            held = found.setdefault(code[1], [])
            if code[2]:
                held.append(code[2])
        elif held is not None:
            held.append(each)
    return found


def _with_labels(said: dict[str, list[str]]) -> Clipping:
    def one(code: str) -> str | None:
        return line(" ".join(said.get(code, ())))

    text = "\n\n".join("\n".join(said.get(code, ())).strip() for code in ("LP", "TD"))
    return Clipping(
        title=one("HD"), source=one("SN"), published=day_of(one("PD") or ""),
        author=authors(one("BY")), text=text.strip(),
    )  # fmt: skip
