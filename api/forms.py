"""Bodies and answers of the HTTP service, as OpenAPI shows them.

The fields are those of search/wire.py; a test holds the two together.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from search.settings import LONGEST_QUESTION


def _day(value: str | None) -> str | None:
    """``value`` if the calendar has that day; the pattern alone lets 30 February through."""
    if value is not None:
        datetime.date.fromisoformat(value)
    return value


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AskBody(_Body):
    """A question."""

    question: Annotated[
        str,
        Field(max_length=LONGEST_QUESTION, examples=["what gifts were exchanged?"]),
    ]
    min_support: Annotated[float | None, Field(ge=0, le=1)] = None
    fast: bool = False


class ArticleBody(_Body):
    """An article to add. The same ``url`` (or, without one, the same title) replaces it."""

    title: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
    text: Annotated[str, Field(min_length=1, max_length=5_000_000)]
    source: Annotated[str, Field(max_length=200)] = ""
    url: Annotated[str | None, Field(max_length=2_000, pattern=r"^https?://[^\s/]\S*$")] = None
    published: Annotated[
        str | None,
        Field(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2024-06-20"]),
        AfterValidator(_day),
    ] = None
    author: Annotated[str | None, Field(max_length=200)] = None
    tags: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=50)] = []


class CitationOut(BaseModel):
    """Proof of a sentence: ``quote`` is the article's text from ``start`` to ``end``, counted in
    code points.
    """

    number: int
    article_id: str
    title: str
    source: str
    url: str | None
    published: str | None
    quote: str
    start: int
    end: int
    support: float
    link: str


class SentenceOut(BaseModel):
    """A sentence, and the numbers of its citations."""

    text: str
    citations: list[int]
    support: float


class AnswerOut(BaseModel):
    """An answer, or why there is none."""

    question: str
    status: Literal["answered", "partial", "no_answer"]
    sentences: list[SentenceOut]
    citations: list[CitationOut]
    nearest: list[CitationOut]
    short: str | None
    reason: str | None


class HitOut(BaseModel):
    """A passage that was found, with its place in each ranking."""

    rank: int
    score: float
    article_id: str
    title: str
    source: str
    url: str | None
    published: str | None
    paragraph: int
    start: int
    end: int
    text: str
    ranks: dict[str, int]
    scores: dict[str, float]


class SearchOut(BaseModel):
    """Passages, best first."""

    question: str
    hits: list[HitOut]


class ArticleLine(BaseModel):
    """An article without its text."""

    article_id: str
    title: str
    source: str
    url: str | None
    published: str | None
    author: str | None
    tags: list[str]
    origin: str
    sha256: str
    characters: int


class ArticleOut(ArticleLine):
    """An article with the canonical text that offsets point into."""

    text: str


class SkippedOut(BaseModel):
    """A file that was left out, and why."""

    origin: str
    reason: str


class ReportOut(BaseModel):
    """What a change of the archive did."""

    new: int
    changed: int
    unchanged: int
    removed: int
    skipped: list[SkippedOut]
    embedded: int
    passages: int
    articles: int
    generation: int
    published: bool


class AddedOut(ReportOut):
    """What adding an article did, and its id."""

    article_id: str


class HealthOut(BaseModel):
    """That the service runs, and what it serves."""

    status: Literal["ok", "degraded"]
    version: str
    generation: int
    articles: int
    passages: int
    warning: str | None


class ProblemOut(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
