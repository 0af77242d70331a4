"""What the articles tell of a topic: the sentence that opens each article about it, and those that
name it.

News say first what they are about, so that the first sentences are a hard baseline to beat for a
summary of one (Nenkova 2005, "Automatic text summarization of newswire: lessons learned from the
Document Understanding Conference"). Whether an article is about the topic, and a sentence names it,
is told by a logistic regression that bench/fit_overview.py fitted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

from index.records import Article
from index.sparse import SparseIndex
from search.agreement import touch
from search.calibration import Calibration, fitted
from search.features import covered
from search.periods import Period
from search.pick import is_question, saying
from search.results import Answer, Hit
from search.said import Said
from search.topics import Request

NAMES = ("opening", "cosine", "named")
"""opening: share of the topic's terms, weighted by idf, that the article's title and opening
sentence hold. cosine: topic and passage, the highest of the article's. named: 1 if the sentence
holds all of the topic's terms in a row.
"""
READ = 20
"""Passages whose articles are looked at."""
SCANNED = 50_000
"""Characters of an article that are searched for the topic's name."""
MOST_SENTENCES, MOST_OF_ONE = 6, 3
"""Of an overview, and of one article in it."""

LEAD = 5
"""Sentences among which an article says what it is about."""
_WHOLE = re.compile(r"(?:\S+\s+){4,}\S+[.!?…][\"'”’»)\]]*", re.DOTALL)
_WORD = re.compile(r"[\w’'-]+")
_PARTICLE = re.compile("al|bin|d[aeiou]|de[lnr]|della|dos|el|ibn|l[ae]|ten|ter|van|von|y")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A sentence of ``hit``'s article that an overview may quote, with its features."""

    hit: Hit
    start: int
    end: int
    features: tuple[float, float, float]


def calibration() -> Calibration:
    """The fitted one."""
    return fitted("overview.json", NAMES)


def quotable(request: Request, hits: Sequence[Hit], terms: SparseIndex) -> list[list[Quotable]]:
    """For each article of ``hits``, best first, what may be quoted, in reading order: its opening
    sentence, and those that name the topic; for a person these alone.
    """
    analyze, respelt = terms.analyzer.terms, terms.respelt(request.topic)
    topic = [respelt.get(term, term) for term in analyze(request.topic)]
    if not topic:
        return []
    idf = {term: terms.idf(term) for term in topic}
    closest: dict[str, float] = {}
    first: dict[str, Hit] = {}
    for hit in hits:
        id_, cosine = hit.article.id, hit.scores.get("dense", 0.0)
        first.setdefault(id_, hit)
        closest[id_] = max(closest.get(id_, -1.0), cosine)
    found = []
    for id_, hit in first.items():
        text = hit.article.text
        spans = saying(text[:SCANNED])
        opening = _opening(hit.article, spans)
        told = covered(idf, analyze(f"{hit.article.title} {text[slice(*opening)]}"))
        own = []
        for span in spans or [opening]:
            words = text[slice(*span)]
            named = _holds(analyze(words), topic)
            if request.kind == "person":
                named = named and is_name(request.topic, words)
            if named or (span == opening and request.kind != "person"):
                own.append(Quotable(hit, *span, (told, closest[id_], float(named))))
        found.append(own)
    return [own for own in found if own]


def overview(
    question: str, request: Request, hits: Sequence[Hit], terms: SparseIndex, threshold: float
) -> Answer | None:
    """What the articles of ``hits`` tell of the topic, None where none is about it: of each article
    the first sentences that do, the article that is most about it first, or the newest for news.
    """
    weigh = calibration()
    told = [
        [(p, support) for p in own if (support := weigh.support(p.features)) >= threshold]
        for own in quotable(request, hits, terms)
    ]
    told = [own for own in told if own]
    if not told:
        return None
    told.sort(key=lambda own: -max(support for _, support in own))
    told = told[:MOST_SENTENCES]
    if request.kind == "news":
        told.sort(key=lambda own: own[0][0].hit.article.published or "", reverse=True)
    fit = max(1, min(MOST_OF_ONE, MOST_SENTENCES // len(told)))
    each = 1 if request.kind == "article" else fit
    said = Said()
    for own in told:
        for p, support in own[:each]:
            said.add(p.hit, p.start, p.end, support)
    return _answer(question, said, request.topic)


def openings(question: str, hits: Sequence[Hit]) -> Answer | None:
    """The opening sentence of the article of each of ``hits``, None where there are none."""
    said = Said()
    for hit in hits:
        said.add(hit, *_opening(hit.article, saying(hit.article.text[:SCANNED])), 1.0)
    return _answer(question, said, "") if said.sentences else None


def none_of(question: str, days: Period) -> Answer:
    """No answer, since no article is of the days that are asked for."""
    first, last = days
    when = f"of {first}" if first == last else f"from {first} to {last}"
    return Answer(question, "no_answer", (), (), (), reason=f"no article is {when}", topic="")


def preferred(request: Request, view: Answer, answer: Answer) -> bool:
    """Whether ``view`` is what was asked for, rather than ``answer``, the reader's: the surer of
    both. Who somebody is, an answer without the name does not tell; and where there are only
    words, they may be a question that the reader has answered.
    """
    if request.kind == "everything":
        return True
    if request.wants and not any(getattr(each, request.wants) for each in view.citations):
        return False
    if request.kind == "happened":
        return answer.status == "no_answer"
    if request.kind == "person":
        return not any(is_name(request.topic, sentence.text) for sentence in answer.sentences)
    if request.kind == "words":
        return answer.status == "no_answer"
    return _support(view) > _support(answer)


def _support(answer: Answer) -> float:
    return max((sentence.support for sentence in answer.sentences), default=0.0)


def is_name(topic: str, sentence: str) -> bool:
    """Whether ``sentence`` writes ``topic`` as a name, with capital letters."""
    written = r"[\s.,]+".join(map(re.escape, _WORD.findall(topic)))
    found = re.search(rf"\b{written}\b", sentence, re.IGNORECASE)
    return found is not None and all(
        word[0].isupper() or _PARTICLE.fullmatch(word) for word in _WORD.findall(found[0])
    )


def _answer(question: str, said: Said, topic: str) -> Answer:
    sentences, citations = tuple(said.sentences), tuple(said.citations)
    return Answer(question, said.status, sentences, citations, (), topic=topic)


def _opening(article: Article, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The first sentence that is one, not a byline, heading or question, and has a word of the
    title: "Sign up for our newsletter" has none. Where none of the first few has, the first that
    is one; else the first of ``spans``.
    """
    said = ((span, article.text[slice(*span)]) for span in spans)
    whole = (each for each in said if _WHOLE.fullmatch(each[1]) and not is_question(each[1]))
    first = list(islice(whole, LEAD))
    titled = (span for span, words in first if touch(article.title, words))
    return next(chain(titled, (span for span, _ in first), spans), (0, len(article.text)))


def _holds(terms: list[str], topic: list[str]) -> bool:
    """Whether ``topic`` stands in ``terms`` in a row."""
    most = len(topic)
    return any(terms[n : n + most] == topic for n in range(len(terms) - most + 1))
