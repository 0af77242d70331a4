"""Articles and the rest of what the HTTP service answers with, as OpenAPI shows it.

The fields are those of search/wire.py; a test holds the two together.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from api.answers import State as CitationState
from api.forms import AnswerOut, SourceOut
from api.jobs import State as JobState


class ArticleLine(BaseModel):
    """An article without its text."""

    article_id: str
    title: str
    source: str
    url: str | None
    published: str | None
    dated_by: str | None
    author: str | None
    tags: list[str]
    language: str | None
    origin: str
    sources: list[SourceOut]
    sha256: str
    characters: int


class SectionOut(BaseModel):
    """A page or a heading, and the character of the text at which it begins."""

    start: int
    section: str


class ArticleOut(ArticleLine):
    """An article with the canonical text that offsets point into."""

    text: str
    sections: list[SectionOut]
    soft_breaks: list[int]
    """Characters of the text that are line breaks within a paragraph, where lines were filled."""


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
    moved: int
    skipped: list[SkippedOut]
    embedded: int
    passages: int
    articles: int
    generation: int
    published: bool
    others: dict[str, int]
    """By suffix: how many files of formats that are not read there are."""


class AddedOut(ReportOut):
    """What adding an article did, and its id."""

    article_id: str


class AddedManyOut(ReportOut):
    """What adding articles did, and their ids in the order given."""

    article_ids: list[str]


class PassageOut(BaseModel):
    """A passage: ``text`` is the article's text from ``start`` to ``end``, in code points."""

    paragraph: int
    start: int
    end: int
    text: str


class PassagesOut(BaseModel):
    """The passages that an article is searched by, in reading order."""

    article_id: str
    sha256: str
    passages: list[PassageOut]


class JobOut(BaseModel):
    """An index run: what it does, how much of it is done, and what came of it."""

    id: str
    state: JobState
    step: str
    done: int
    total: int
    begun: str
    ended: str | None
    error: str | None
    report: ReportOut | None


class CheckOut(BaseModel):
    """How a citation stands today; ``start`` and ``end`` where its quote is now, if it is."""

    number: int
    state: CitationState
    start: int | None
    end: int | None


class KeptOut(BaseModel):
    """A kept answer as it was given, and how its citations stand today."""

    id: str
    asked: str
    holds: bool
    """Whether every quote still stands in its article."""
    changed: bool
    """Whether an article that it cites has changed since, or is gone."""
    answer: AnswerOut
    checks: list[CheckOut]


class ReadyOut(BaseModel):
    """That questions are answered without delay."""

    ready: bool
    generation: int
    status: Literal["ok", "degraded"]
    warning: str | None


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
    request_id: str
