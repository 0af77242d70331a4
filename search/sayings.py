"""What somebody said of something: the sentences that say it, each with one that names who.

"What did the mayor say about the bridge?" is answered by what she said, and it seldom holds the
words of the question. Who says a sentence is told by search/speakers.py; whether it is about the
topic by a logistic regression that bench/fit_sayings.py fitted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.embed import Vectors
from index.sparse import SparseIndex
from search.answer import MOST_SEVERAL, SEVERAL, below
from search.calibration import Calibration, fitted
from search.dialogue import Turn, around, named
from search.features import covered
from search.pick import is_question, saying
from search.results import Answer, Hit
from search.said import Said
from search.speakers import Speaker, said_by

NAMES = ("covered", "covered_around", "cosine", "passage_cosine")
"""covered: share of the topic's terms, weighted by idf, that the sentence holds. covered_around:
that its passage and the article's title hold. cosine: topic and sentence. passage_cosine: of its
passage and what was searched for.
"""
BEFORE = 1_000
"""Characters before a passage in which somebody may be named."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of ``hit``'s article that somebody says, the one that names who, and features."""

    hit: Hit
    span: tuple[int, int]
    naming: tuple[int, int]
    features: tuple[float, ...]

    @property
    def quote(self) -> str:
        """The sentence."""
        return self.hit.article.text[slice(*self.span)]


def calibration() -> Calibration:
    """The fitted one."""
    return fitted("sayings.json", NAMES)


def sought(speaker: str, topic: str) -> str:
    """What passages are searched for with."""
    return f"{speaker} {topic or 'said'}".strip()


def sayings(
    speaker: Speaker | None,
    topic: str,
    hits: Sequence[Hit],
    terms: SparseIndex,
    encode: Callable[[list[str]], Vectors],
) -> list[Saying]:
    """What ``speaker``, or without one anybody, says in the passages of ``hits``."""
    analyze = terms.analyzer.terms
    idf = {term: terms.idf(term) for term in analyze(topic)}
    places: dict[tuple[str, int], tuple[Hit, tuple[int, int], tuple[int, int]]] = {}
    for hit in hits:
        for span, naming in _said(speaker, hit):
            places.setdefault((hit.article.id, span[0]), (hit, span, naming))
    found = list(places.values())
    if not found:
        return []
    texts = [_with_question(*each) for each in found]
    about, *vectors = encode([topic, *texts])
    return [
        Saying(
            hit, span, naming,
            (
                covered(idf, analyze(text)),
                covered(idf, analyze(f"{hit.article.title} {hit.passage.text}")),
                float(vector @ about),
                hit.scores.get("dense", 0.0),
            ),
        )
        for (hit, span, naming), text, vector in zip(found, texts, vectors, strict=True)
    ]  # fmt: skip


def _with_question(hit: Hit, span: tuple[int, int], naming: tuple[int, int]) -> str:
    """The sentence, behind the question that it answers in an interview."""
    said, before = (hit.article.text[slice(*each)] for each in (span, naming))
    return f"{before} {said}" if before.endswith("?") and span != naming else said


def _said(speaker: Speaker | None, hit: Hit) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    text, at = hit.article.text, hit.passage.span
    low = max(0, at.start - BEFORE)
    spans = [(low + a, low + b) for a, b in saying(text[low : at.end], text)]
    by = _in_turn(speaker, hit, spans) or said_by(speaker, [text[a:b] for a, b in spans])
    return [
        (span, spans[naming])
        for span, naming in zip(spans, by, strict=True)
        if naming is not None and span[0] >= at.start and not is_question(text[slice(*span)])
    ]


def _in_turn(
    speaker: Speaker | None, hit: Hit, spans: Sequence[tuple[int, int]]
) -> list[int | None] | None:
    """As ``said_by``, of the sentences at ``spans``, where the article is a dialogue; None where it
    is none. Who says what is named at the beginning of a turn; in an interview it is the question
    that is answered.
    """
    text = hit.article.text
    found = around(text, spans[0][0], hit.passage.span.end) if spans else []
    if not found:
        return None
    called = named(" ".join(speaker.words), hit.article, found) if speaker else None
    own = [turn for turn in found if called is None or turn.who in called]
    if not own:  # it may tell of them, too
        return None
    first: dict[Turn, int] = {}
    by: list[int | None] = []
    asked: int | None = None
    for number, (start, end) in enumerate(spans):
        turn = next((each for each in found if each.meets(start, end)), None)
        asked = number if turn and turn.asks else asked
        if turn not in own:
            by.append(None)
        elif turn.answers and asked is not None:
            by.append(asked)
        else:
            by.append(first.setdefault(turn, number))
    return by


def told(question: str, topic: str, found: Sequence[Saying], threshold: float) -> Answer | None:
    """The answer that ``found`` give, None where nothing of it is about the topic; without one the
    newest.
    """
    weigh = calibration()
    sure = [(each, weigh.support(each.features) if topic else 1.0) for each in found]
    good = [(each, support) for each, support in sure if support >= threshold]
    if topic:
        good.sort(key=lambda each: -each[1])
        good = [each for each in good if each[1] >= SEVERAL * good[0][1]]
    else:
        good.sort(key=lambda each: each[0].hit.article.published or "", reverse=True)
    good = good[:MOST_SEVERAL]
    said = Said()
    for id_ in dict.fromkeys(each.hit.article.id for each, _ in good):
        places: dict[tuple[int, int], tuple[Hit, float]] = {}
        for each, support in good:
            if each.hit.article.id == id_:
                places.setdefault(each.naming, (each.hit, below(support)))
                places[each.span] = each.hit, support
        for span, (hit, support) in sorted(places.items(), key=lambda place: place[0]):
            said.add(hit, *span, support)
    return said.answer(question, topic)
