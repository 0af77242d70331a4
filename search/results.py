"""What a search and an answer are. The field names are those of the JSON form (search/wire.py)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from index.records import Article, Passage, Source

Status = Literal["answered", "partial", "no_answer"]

NOT_SAID = "the articles do not say"
NOTHING_NEAR = "no passage has anything to do with the question"
"""How reasons begin where nothing tells what is asked."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    ``score`` is the fused score: for the convex combination in [0, 1], where 1 is the best of
    both rankings. ``ranks`` and ``scores`` give its place (from 1) and its own score in each
    ranking that holds it: ``dense`` a cosine, ``sparse`` BM25.
    """

    passage: Passage
    article: Article
    score: float
    ranks: dict[str, int]
    scores: dict[str, float]
    similar: tuple[str, ...] = ()
    """Ids of the other articles of its story, where the search was asked for one hit a story."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Proof of one sentence: ``quote == article text[start:end]``, in code points."""

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
    similar: tuple[str, ...] = ()
    """Ids of the other articles of its story, where one article a story was asked for."""
    section: str | None = None
    """The page, or the headings, under which the quote stands, where its format has them."""
    also: tuple[Source, ...] = ()
    """What else the article comes from: copies of it, read elsewhere."""
    author: str | None = None
    speaker: str | None = None
    """Who says "I" in the quote, where it is what somebody says in a dialogue."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, with the numbers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]
    support: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What some of the articles say where they differ: the words that say it, and the numbers of
    the citations.
    """

    short: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the honest lack of one.

    ``answered``: support reaches a half; ``partial``: it reaches the threshold only;
    ``no_answer``: it does not, ``reason`` says so and ``nearest`` holds what comes closest.
    """

    question: str
    status: Status
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    short: str | None = None
    """The words of the best sentence that answer, where the reader marks them."""
    reason: str | None = None
    """Why there is no answer, what is missing from it, or how many more articles there are."""
    claims: tuple[Claim, ...] = ()
    """Where articles give different numbers or dates: what each says. Else empty."""
    respelt: dict[str, str] = field(default_factory=dict)
    """Words of the question that no article has, each with the word that was searched for."""
    read_as: str | None = None
    """How it was understood, where it went on from the question before it, or stated something."""
    topic: str | None = None
    """What this is an overview of, who this tells of, or of what somebody said that, where the
    articles were not asked a question but to tell about something; empty where that is all there
    is.
    """

    @property
    def untold(self) -> bool:
        """Whether nothing tells what is asked, not even that no article has a word."""
        why = self.reason or NOT_SAID
        return self.status == "no_answer" and why.startswith((NOT_SAID, NOTHING_NEAR))
