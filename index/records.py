"""The things an archive holds. Offsets count code points of the article's canonical text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a reader or a caller gives it, before it is stored.

    ``origin`` tells where it comes from and decides its identity: an absolute path for a file,
    ``api:…`` for an article that was posted. ``published`` is an ISO date or None, and ``dated_by``
    tells what it was taken from. ``language`` is a code such as en or de-AT.
    """

    origin: str
    title: str
    text: str
    source: str = ""
    url: str | None = None
    published: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    dated_by: str | None = None
    places: tuple[tuple[int, str], ...] = ()
    """Where a page or a part begins: (offset, "page 3" or a heading), in order of the text."""


@dataclass(frozen=True, slots=True)
class Article:
    """One stored revision of an article; ``text`` never changes under its ``digest``."""

    id: str
    revision: int
    digest: str
    origin: str
    title: str
    text: str
    source: str
    url: str | None
    published: str | None
    author: str | None
    tags: tuple[str, ...]
    language: str | None = None
    dated_by: str | None = None
    places: tuple[tuple[int, str], ...] = ()

    def place(self, at: int) -> str | None:
        """The page or part in which the character ``at`` lies."""
        return next((name for start, name in reversed(self.places) if start <= at), None)


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) in code points of one article's text."""

    article_id: str
    start: int
    end: int

    def cut(self, text: str) -> str:
        """The words of the span, cut from the article's own text."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """A few whole sentences of one article. ``row`` is its number in every index file."""

    row: int
    ordinal: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out of an index run, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one update did. Counts are articles, but for the two ``passages`` counts."""

    new: int
    changed: int
    unchanged: int
    removed: int
    skipped: tuple[Skipped, ...]
    embedded: int
    passages: int
    articles: int
    generation: int
    published: bool
    """False where the archive already held exactly this: nothing was written."""
