"""Text as it is stored: what no reader may leave in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

ITEM = "\x1e"
"""Stands before a block that is an item of a list, until ``body`` sets it in."""
INDENT = "  "

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s/<>\"]+[^\s<>\"]*")
LONGEST_ADDRESS = 2_000
_SPACE = re.compile(r"[^\S\n]+")


def with_line_feeds(text: str) -> str:
    """``text`` with every kind of line break as one line feed, as canonical text has it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def valid(text: str) -> str:
    """``text`` without control characters, and with U+FFFD for half a surrogate pair."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", with_line_feeds(text)))


def line(text: object) -> str | None:
    r"""A field on one line, None where nothing is left.

    >>> line("  Called \n off ")
    'Called off'
    """
    return " ".join(valid(str(text)).split()) or None if text is not None else None


def web_address(text: str | None) -> str | None:
    """``text`` if it is an address of the web, else None.

    >>> web_address("https://e.org/a"), web_address("javascript:alert(1)")
    ('https://e.org/a', None)
    """
    fits = text and len(text) < LONGEST_ADDRESS and _ADDRESS.fullmatch(text)
    return text if fits else None


def host(url: str | None) -> str:
    """The host of a web address, nothing where there is none.

    >>> host("https://www.E.org/a"), host(None)
    ('e.org', '')
    """
    return url.split("/")[2].lower().removeprefix("www.") if url else ""


def body(blocks: Iterable[str]) -> str:
    r"""Blocks of text with an empty line between them, each without superfluous white space. Items
    of a list are set in, as that is what tells where it ends.

    >>> body(["We  need:", f"{ITEM}bread", f"{ITEM}milk", "Today."])
    'We need:\n\n  bread\n\n  milk\n\nToday.'
    """
    kept = []
    for block in blocks:
        margin = INDENT if block.startswith(ITEM) else ""
        lines = (_SPACE.sub(" ", each).strip() for each in valid(block).split("\n"))
        text = "\n".join(f"{margin}{each}" for each in lines if each)
        if text:
            kept.append(text)
    return "\n\n".join(kept)


def has_words(text: str) -> bool:
    """Whether ``text`` holds a letter or a digit: without one, nothing in it can be found."""
    return any(c.isalnum() for c in text)
