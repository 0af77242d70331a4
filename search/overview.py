"""What the articles tell of a topic: the sentence that opens each article about it, and those that
name it.

News say first what they are about, so that the first sentences are a hard baseline to beat for a
summary of one (Nenkova 2005, "Automatic text summarization of newswire: lessons learned from the
Document Understanding Conference"). Whether an article is about the topic, and a sentence names it,
is told by a logistic regression that bench/fit_overview.py fitted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

from index.embed import Vectors
from index.records import Article
from index.sparse import SparseIndex
from search.agreement import touch
from search.calibration import Calibration, fitted
from search.definitions import defines
from search.features import covered
from search.periods import Period, in_words
from search.pick import is_question, saying
from search.results import Answer, Hit
from search.said import Said, nothing
from search.topics import Request

NAMES = ("opening", "cosine", "named", "title")
"""opening: share of the topic's terms, weighted by idf, that the article's title and opening
sentence hold. cosine: topic and passage, the highest of the article's. named: 1 if the sentence
holds all of the topic's terms in a row. title: cosine of the topic and the article's title; where
it has none, that of the passage.
"""
NAMED_ONLY = ("person", "definition")
"""Requests that only sentences which name the topic answer."""
BY_DAY = ("news", "newest", "oldest")
"""Requests for the first articles by day, of all that are about the topic."""
ONE_EACH = ("article", "count", "newest", "oldest")
"""Requests that take one sentence of an article."""
LAST_DAY = "9999-12-31"
"""Where an article stands in time that has no date."""
READ = 20
"""Passages whose articles are looked at."""
READ_NEWS = 100
"""The same for news, as the newest articles about a topic are seldom the most about it."""
SCANNED, SCANNED_NEWS = 50_000, 4_000
"""Characters of an article that are searched for the topic's name."""
MOST_SENTENCES, MOST_OF_ONE = 6, 3
"""Of an overview, and of one article in it."""

LEAD = 5
"""Sentences among which an article says what it is about."""
_WHOLE = re.compile(r"(?:\S+\s+){4,}\S+\s?[.!?…][\"'”’»)\]]*", re.DOTALL)
"""A sentence, and no heading, item of a list or line of a table."""
_ASIDE = re.compile(
    r"(?:editor[’']?s[’']? note|note to (?:readers|editors)|read more|sign up|subscribe)\b|"
    r"(?:hide caption\b.*)?"
    r"(?:photos?|pictures?|videos?|watch|listen|more|related|corrections?|clarification)\s*:|"
    r"[^.?!]*\b(?:in|to) your inbox\b",
    re.IGNORECASE,
)
"""How lines begin that stand above an article and are not of it."""
_WORD = re.compile(r"[\w’'-]+")
_PARTICLE = re.compile("al|bin|d[aeiou]|de[lnr]|della|dos|el|ibn|l[ae]|ten|ter|van|von|y")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A sentence of ``hit``'s article that an overview may quote, with its features."""

    hit: Hit
    start: int
    end: int
    features: tuple[float, float, float, float]
    opens: bool = True
    """It is the opening sentence of the article."""
    touches: bool = True
    """It has a word of the topic."""

    @property
    def named(self) -> bool:
        """It holds all of the topic's terms in a row."""
        return self.features[NAMES.index("named")] > 0

    @property
    def whole(self) -> bool:
        """It is a sentence that says something, and no heading or item of a list."""
        return is_whole(self.hit.article.text[self.start : self.end])


Encode: TypeAlias = Callable[[list[str]], Vectors]
"""Gives a unit vector a text."""
Repeats: TypeAlias = Callable[[str, Hit], bool]
"""Whether other articles say that sentence of the hit's article too."""


def calibration() -> Calibration:
    """The fitted one."""
    return fitted("overview.json", NAMES)


def quotable(
    request: Request, hits: Sequence[Hit], terms: SparseIndex, encode: Encode
) -> list[list[Quotable]]:
    """For each article of ``hits``, best first, what may be quoted, in reading order: its opening
    sentence, and those that name the topic; for a person these alone.
    """
    analyze = terms.analyzer.terms
    topic = analyze(request.topic)
    if not topic:
        return []
    idf = {term: terms.idf(term) for term in topic}
    closest: dict[str, float] = {}
    of_article: dict[str, list[Hit]] = {}
    for hit in hits:
        id_, cosine = hit.article.id, hit.scores.get("dense", 0.0)
        of_article.setdefault(id_, []).append(hit)
        closest[id_] = max(closest.get(id_, -1.0), cosine)
    titled = _titled(request.topic, [own[0].article for own in of_article.values()], encode)
    found = []
    scanned = SCANNED_NEWS if request.kind in BY_DAY else SCANNED
    for id_, own_hits in of_article.items():
        hit, text = own_hits[0], own_hits[0].article.text
        spans = saying(text[:scanned]) + _later(own_hits, scanned)
        opening = _opening(hit.article, spans)
        told = covered(idf, analyze(f"{hit.article.title} {text[slice(*opening)]}"))
        own = []
        for span in spans or [opening]:
            words = text[slice(*span)]
            terms_said = analyze(words)
            named = _holds(terms_said, topic)
            if request.kind == "person":
                named = named and is_name(request.topic, words)
            if request.kind == "definition":
                named = named and defines(request.topic, words) and not is_question(words)
            if named or (span == opening and request.kind not in NAMED_ONLY):
                features = told, closest[id_], float(named), titled.get(id_, closest[id_])
                touches = not set(topic).isdisjoint(terms_said)
                own.append(Quotable(hit, *span, features, span == opening, touches))
        found.append(own)
    return [own for own in found if own]


def _titled(topic: str, articles: Sequence[Article], encode: Encode) -> dict[str, float]:
    """By id the cosine of ``topic`` and the article's title, of those that have one."""
    having = [article for article in articles if article.title]
    about, *titles = encode([topic, *(article.title for article in having)])
    return {a.id: float(title @ about) for a, title in zip(having, titles, strict=True)}


def _later(hits: Sequence[Hit], scanned: int) -> list[tuple[int, int]]:
    """The sentences of those passages of an article that begin after ``scanned`` characters."""
    cut = sorted((hit.passage.span.start, hit.passage.text) for hit in hits)
    return [
        (at + start, at + end) for at, text in cut if at >= scanned for start, end in saying(text)
    ]


def overview(
    question: str,
    request: Request,
    hits: Sequence[Hit],
    terms: SparseIndex,
    threshold: float,
    repeats: Repeats,
    encode: Encode,
) -> Answer | None:
    """What the articles of ``hits`` tell of the topic, None where none is about it: of each article
    the first sentences that do, the article that is most about it first, or the newest for news.
    """
    weigh = calibration()
    of_articles = quotable(request, hits, terms, encode)
    told = [
        [(p, support) for p in own if (support := weigh.support(p.features)) >= threshold]
        for own in of_articles
    ]
    if request.kind == "count":  # a sentence with the words proves that an article has them
        named = ([(p, 1.0) for p in own if p.named] for own in of_articles)
        told = [some or own for some, own in zip(named, told, strict=True)]
    told = _whole_first([_to_the_point(own) for own in told if own], request)
    if not told:
        return None
    told.sort(key=lambda own: -max(support for _, support in own))
    if request.kind in BY_DAY:
        told = [own for own in told if own[0][0].opens] or told
        told.sort(key=_day(request), reverse=request.kind != "oldest")
    most = min(request.most or MOST_SENTENCES, MOST_SENTENCES)
    told = told[:most]
    if request.kind == "course":
        told.sort(key=_day(request))
    fit = max(1, min(MOST_OF_ONE, most // len(told)))
    each = 1 if request.kind in ONE_EACH else fit
    said = Said()
    for own in told:
        for p, support in own[:each]:
            span = opening_of(p.hit, repeats) if p.opens else (p.start, p.end)
            said.add(p.hit, *span, support)
    return said.answer(question, request.topic)


def _day(request: Request) -> Callable[[list[tuple[Quotable, float]]], str]:
    """Gives the day of an article's sentences; where it has none, one that comes last."""
    undated = LAST_DAY if request.kind in ("oldest", "course") else ""
    return lambda own: own[0][0].hit.article.published or undated


def opened(question: str, hits: Sequence[Hit], repeats: Repeats, most: int = 1) -> Answer | None:
    """The first ``most`` sentences of the article of each of ``hits``; None where there are
    none.
    """
    said = Said()
    for hit in hits:
        for span in sorted(_openings_of(hit, repeats, most)):
            said.add(hit, *span, 1.0)
    return said.answer(question, "")


def openings(
    question: str, hits: Sequence[Hit], among: int, repeats: Repeats, request: Request
) -> Answer | None:
    """The openings of ``hits``, the newest ``among`` so many articles, or the oldest, with how many
    there are; None where there are none.
    """
    which = "oldest" if request.kind == "oldest" else "newest"
    answer = opened(question, hits, repeats)
    if not answer:
        return None
    if sum(1 + len(hit.similar) for hit in hits) >= among:
        many = f"there are {among:,} such articles" if among > 1 else "there is one such article"
        return replace(answer, reason=many) if request.counted else answer
    those = f"these are the {len(hits)}" if len(hits) > 1 else "that is the"
    of = f" {in_words(request.days)}" if request.days else ""
    return replace(answer, reason=f"{those} {which} of {among:,} articles{of}")


def none_of(question: str, days: Period) -> Answer:
    """No answer, since no article is of the days that are asked for."""
    return nothing(question, f"no article is {in_words(days)}")


def with_count(question: str, view: Answer | None, words: str, of: tuple[int, int]) -> Answer:
    """``view`` with how many articles have ``words``, and of how many; no answer where none has."""
    count, among = of
    words = re.sub(r"^(?:the|an?) ", "", words, flags=re.IGNORECASE)
    which = f"the word “{words}”" if len(words.split()) == 1 else f"all of the words “{words}”"
    have = "have" if count > 1 else "has"
    reason = (
        f"{count:,} of {among:,} articles {have} {which}" if count else f"no article has {which}"
    )
    if not count or view is None:
        return nothing(question, reason)
    return replace(view, reason=reason)


def is_name(topic: str, sentence: str) -> bool:
    """Whether ``sentence`` writes ``topic`` as a name, with capital letters."""
    written = r"[\s.,]+".join(map(re.escape, _WORD.findall(topic)))
    found = re.search(rf"\b{written}\b", sentence, re.IGNORECASE)
    return found is not None and all(
        word[0].isupper() or _PARTICLE.fullmatch(word) for word in _WORD.findall(found[0])
    )


def _opening(article: Article, spans: list[tuple[int, int]]) -> tuple[int, int]:
    return _first_of(article, spans)[0]


def _to_the_point(own: list[tuple[Quotable, float]]) -> list[tuple[Quotable, float]]:
    """``own`` without an opening that has no word of the topic, where another sentence names it: an
    article about several things opens with one of them.
    """
    return [each for each in own if each[0].touches] or own


def _whole_first(
    told: list[list[tuple[Quotable, float]]], request: Request
) -> list[list[tuple[Quotable, float]]]:
    """``told`` without headings and items of lists, where it has sentences: of each article, and
    without the articles that have nothing else. One that is counted may have the words there.
    """
    whole = [[each for each in own if each[0].whole] for own in told]
    if request.kind == "count" or not any(whole):
        return [some or own for some, own in zip(whole, told, strict=True)]
    return [own for own in whole if own]


def is_whole(words: str) -> bool:
    """Whether ``words`` are a sentence, and none that asks."""
    return _WHOLE.fullmatch(words) is not None and not is_question(words)


def is_aside(words: str) -> bool:
    """Whether ``words`` begin as what stands above or beside an article, and is not of it.

    >>> is_aside("Photos: The royal family"), is_aside("Photos were found.")
    (True, False)
    """
    return _ASIDE.match(words) is not None


def opening_of(hit: Hit, repeats: Repeats) -> tuple[int, int]:
    """The opening sentence of ``hit``'s article that not many others say too."""
    return _openings_of(hit, repeats, 1)[0]


def _openings_of(hit: Hit, repeats: Repeats, most: int) -> list[tuple[int, int]]:
    """The ``most`` first of the few sentences that open it. Each takes a search to tell."""
    first = _first_of(hit.article, saying(hit.article.text[:SCANNED]))
    own = (span for span in first if not repeats(hit.article.text[slice(*span)], hit))
    return list(islice(own, most)) or first[:1]


def _first_of(article: Article, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first few sentences that are one, no byline, heading or question, those that have a word
    of the title before others; where there is none, the first of ``spans``.
    """
    said = ((span, article.text[slice(*span)]) for span in spans)
    whole = (each for each in said if is_whole(each[1]))
    first = [
        (span, not is_aside(words), touch(article.title, words))
        for span, words in islice(whole, LEAD)
    ]
    first.sort(key=lambda each: each[1:], reverse=True)
    return [span for span, *_ in first] or spans[:1] or [(0, len(article.text))]


def _holds(terms: list[str], topic: list[str]) -> bool:
    """Whether ``topic`` stands in ``terms`` in a row."""
    most = len(topic)
    return any(terms[n : n + most] == topic for n in range(len(terms) - most + 1))
