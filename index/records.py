"""The things an archive holds. Offsets count code points of the article's canonical text."""

from __future__ import annotations

from dataclasses import dataclass, field


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
    shelved: bool = False
    """Whether ``source`` is but the name of the folder that the file lies in."""
    seen: int = 0
    """When its file was last written or its page fetched, in nanoseconds since 1970: tells the
    newest of several versions of one page. 0: not known."""


@dataclass(frozen=True, slots=True)
class Source:
    """One of the places that an article comes from, with what it says about it there."""

    origin: str
    title: str
    source: str
    url: str | None
    published: str | None
    author: str | None


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
    sources: tuple[Source, ...] = ()
    """All that it comes from, the one shown first, where the same text was read more than once."""

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
    """What one update did. ``new`` to ``removed`` and ``moved`` count articles as they were read,
    each copy by itself; ``articles`` counts those that are searched.
    """

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
    moved: int = 0
    """Articles that lie elsewhere now; they are neither new nor removed."""
    others: dict[str, int] = field(default_factory=dict)
    """By suffix: how many files of formats that are not read the sources have."""
