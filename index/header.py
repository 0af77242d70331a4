"""The short header that a passage is embedded with. Offsets stay on the raw text."""

from __future__ import annotations

HEADER_VERSION = 1
LONGEST_TITLE = 160


def header(title: str, published: str | None) -> str:
    """Title and date on one line.

    >>> header("Bridge closed", "2024-05-02")
    'Bridge closed. 2024-05-02.'
    """
    short = " ".join(title.split())[:LONGEST_TITLE].rstrip(" .")
    return (
        ". ".join(part for part in (short, published) if part) + "." if short or published else ""
    )


def embedded_text(title: str, published: str | None, passage: str) -> str:
    """What the embedder reads for a passage."""
    return f"{header(title, published)} {passage}".strip()
