"""Bodies that the HTTP service takes, and the answers to searches and questions, as OpenAPI shows
them.

The fields are those of search/wire.py; a test holds the two together.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)

from search.settings import LONGEST_QUESTION, Mode


def _day(value: str | None) -> str | None:
    """``value`` if it is a day that the calendar has, written like 2024-06-20."""
    if value is not None and datetime.date.fromisoformat(value).isoformat() != value:
        raise ValueError("a day is written like 2024-06-20")
    return value


_ADDRESS = re.compile(r"^https?://[^\s/]\S*$")


def _address(value: str | None) -> str | None:
    """``value`` if it is a web address; never ``javascript:`` and the like."""
    if value is not None and not _ADDRESS.match(value):
        raise ValueError("an address begins with http:// or https:// and has no white space")
    return value.strip() if value is not None else None


HAS_WORDS = {"pattern": r"[\p{L}\p{N}]"}
"""For OpenAPI only: our own check says more clearly what is wrong."""
NOT_BLANK = r"[^\s\x1c-\x1f\x85\ufeff]"
"""A character that is no white space. ``\\S`` alone is another set in each of ECMA-262 (by which
clients read OpenAPI), Rust (by which it is checked here) and Python (whose strip() is asked later):
what any of them calls white space is named.
"""


def _not_blank(value: str | None) -> str | None:
    """``value`` if it has more than white space."""
    if value is not None and not re.search(NOT_BLANK, value):
        raise ValueError("is blank, or has white space only")
    return value


IN_DESCRIPTION: dict[str, Any] = {"pattern": NOT_BLANK}
CHECKED = AfterValidator(_not_blank)
"""A name that is not blank: what OpenAPI shows of it, and what the server asks of it."""

MOST_AT_ONCE = 100
"""Articles that one request may add."""

Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_QUESTION,
        json_schema_extra=HAS_WORDS,
        examples=["what gifts were exchanged?"],
    ),
]
Day = Annotated[
    str | None,
    Field(json_schema_extra={"format": "date"}, max_length=10, examples=["2024-06-20"]),
    AfterValidator(_day),
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


DATE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"},
        {"type": "string", "pattern": "^[1-9][0-9]{3}$"},
    ]
}
"""A day, a month or a year; search/filters.py checks it."""
Date = Annotated[
    str | None,
    Field(max_length=10, examples=["2024"]),
    WithJsonSchema({"anyOf": [*DATE_SCHEMA["anyOf"], {"type": "null"}]}),
]
Name = Annotated[
    str | None,
    Field(min_length=1, max_length=200, json_schema_extra=IN_DESCRIPTION),
    CHECKED,
]
ArticleId = Annotated[str | None, Field(pattern=r"^[0-9a-f]{12}$", examples=["c609109ba5a2"])]


class FiltersBody(_Body):
    """Which articles may be used: all that is set must hold. A date is a day, month or year;
    `article` is the id of the only one that may.
    """

    since: Date = None
    until: Date = None
    source: Name = None
    author: Name = None
    tag: Name = None
    lang: Name = None
    article: ArticleId = None


class AskBody(_Body):
    """A question."""

    question: Question
    after: Question | None = None
    """The question that was asked before it, where it may go on from that: "why?"."""
    mode: Mode = "hybrid"
    min_support: Annotated[float | None, Field(ge=0, le=1)] = None
    fast: bool = False
    asked_on: Day = None
    all: bool = False
    """Cite every article that says a sentence, near-duplicates too."""
    filters: FiltersBody | None = None


class ArticleBody(_Body):
    """An article to add. The same ``url`` (or, without one, the same title) replaces it."""

    title: Annotated[
        str,
        Field(min_length=1, max_length=500, json_schema_extra=IN_DESCRIPTION, examples=["Ferry"]),
        CHECKED,
    ]
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=5_000_000,
            json_schema_extra=HAS_WORDS,
            examples=["The ferry runs again."],
        ),
    ]
    source: Annotated[str, Field(max_length=200)] = ""
    url: Annotated[
        str | None,
        Field(max_length=2_000, json_schema_extra={"pattern": r"^https?://[!-.0-~][!-~]*$"}),
        AfterValidator(_address),
    ] = None
    published: Day = None
    author: Annotated[str | None, Field(max_length=200)] = None
    tags: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=50)] = []


class ReplacingBody(ArticleBody):
    """An article as it is from now on, and the id of the one that it replaces."""

    article_id: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$", examples=["c609109ba5a2"])]


Replacing = Annotated[list[ReplacingBody], Field(min_length=1, max_length=MOST_AT_ONCE)]


def _count(value: Any) -> str:
    return "many" if isinstance(value, list) else "one"


OneOrMany = Annotated[
    Annotated[ArticleBody, Tag("one")]
    | Annotated[
        Annotated[list[ArticleBody], Field(min_length=1, max_length=MOST_AT_ONCE)], Tag("many")
    ],
    Discriminator(_count),
]


class SourceOut(BaseModel):
    """One of the places that an article comes from."""

    origin: str
    title: str
    source: str
    url: str | None
    published: str | None
    author: str | None


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
    similar: list[str] = []
    """Ids of the other articles of the same story, where not every one is cited."""
    section: str | None = None
    speaker: str | None = None
    """Who says "I" in the quote, where it is what somebody says in a dialogue."""
    also: list[SourceOut] = []
    author: str | None = None


class SentenceOut(BaseModel):
    """A sentence, and the numbers of its citations."""

    text: str
    citations: list[int]
    support: float


class ClaimOut(BaseModel):
    """What some of the articles say where they differ, and the citations that say it."""

    short: str
    citations: list[int]


class AnswerOut(BaseModel):
    """An answer, or why there is none."""

    question: str
    status: Literal["answered", "partial", "no_answer"]
    sentences: list[SentenceOut]
    citations: list[CitationOut]
    nearest: list[CitationOut]
    short: str | None
    reason: str | None
    """Why there is no answer, what is missing from it, or how many more articles there are."""
    claims: list[ClaimOut] = []
    respelt: dict[str, str] = {}
    """Words of the question that no article has, each with the word that was searched for."""
    read_as: str | None = None
    """How it was understood, where it went on from the question before it, or stated something."""
    topic: str | None = None
    """What this is an overview of, or who this tells of, where the articles were not asked a
    question but to tell about something; empty where that is all there is.
    """


class ReaderOut(BaseModel):
    """What the reader makes of a passage: how relevant it is (a logit), the probability that its
    best sentence answers, and that sentence.
    """

    relevance: float
    support: float
    start: int | None
    end: int | None
    quote: str | None


class HitOut(BaseModel):
    """A passage that was found, with its place in each ranking."""

    rank: int
    score: float
    article_id: str
    title: str
    source: str
    url: str | None
    published: str | None
    author: str | None
    dated_by: str | None
    language: str | None
    section: str | None
    paragraph: int
    start: int
    end: int
    text: str
    ranks: dict[str, int]
    scores: dict[str, float]
    similar: list[str] = []
    """Ids of other articles of the same story."""
    sources: list[SourceOut] = []
    reader: ReaderOut | None = None
    """Only where ``explain`` was asked for."""


class SearchOut(BaseModel):
    """Passages, best first."""

    question: str
    respelt: dict[str, str]
    """Words of the question that no article has, each with the word that was searched for."""
    hits: list[HitOut]
