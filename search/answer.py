"""The extractive answer: which sentences, in which order, and whether there is one at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search.cite import cite
from search.pick import spans_of
from search.reader import Reading, ScoredSpan
from search.results import Answer, Citation, Hit, Sentence, Status

MOST_SENTENCES = 3
NEAR_BEST = 0.85
"""Share of the best sentence's score that a further one must reach."""
SURE = 0.5
"""Support from which an answer is called answered, not partial."""
NEAREST = 3

_PRONOUN = re.compile(
    r"[\W_]*(?:he|she|they|it|his|her|their|its|this|that|these|those|both)\b", re.IGNORECASE
)
_NAME = re.compile(r"(?<=\s)[^\W\d_a-z]\w+")


@dataclass(frozen=True, slots=True)
class _Pick:
    hit: Hit
    span: ScoredSpan


def compose(
    question: str, hits: Sequence[Hit], readings: Sequence[Reading], threshold: float
) -> Answer:
    """An answer from what was read. Sentences stand in order of their best one's article, and in
    reading order inside it; a sentence that only has a pronoun for its subject brings the one
    before.
    """
    picks = [_Pick(h, s) for h, r in zip(hits, readings, strict=True) for s in r.spans]
    picks.sort(key=lambda p: (-p.span.score, p.hit.passage.row, p.span.start))
    best = max((pick.span.support for pick in picks[:MOST_SENTENCES]), default=0.0)
    if not picks or best < threshold:
        return _no_answer(question, picks, best, threshold)
    chosen = _chosen(picks, threshold)
    order = list(dict.fromkeys(pick.hit.article.id for pick in chosen))
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    said: dict[str, int] = {}
    for id_ in order:
        parts = [p for p in chosen if p.hit.article.id == id_]
        for hit, start, end, support in _in_reading_order(parts):
            words = hit.article.text[start:end]
            key = " ".join(words.casefold().split())
            number = len(citations) + 1
            citations.append(cite(number, hit.article, start, end, support, hit.similar))
            if key in said:  # another article says the same words: one sentence, both cited
                at = said[key]
                old = sentences[at]
                sentences[at] = Sentence(
                    old.text, (*old.citations, number), max(old.support, round(support, 4))
                )
                continue
            said[key] = len(sentences)
            sentences.append(Sentence(words, (number,), round(support, 4)))
    sure = max(sentence.support for sentence in sentences) >= SURE
    status: Status = "answered" if sure else "partial"
    short = next((p for p in chosen if p.span.short), None)
    return Answer(
        question, status, tuple(sentences), tuple(citations), (), _short(short) if short else None
    )


def _short(pick: _Pick) -> str | None:
    if pick.span.short is None:
        return None
    start, end = pick.span.short
    return pick.hit.article.text[start:end]


def _chosen(picks: list[_Pick], threshold: float) -> list[_Pick]:
    """The best sentence that reaches the threshold, and those that come close to it."""
    good = [pick for pick in picks if pick.span.support >= threshold]
    top = good[0].span.score
    least = top - (1 - NEAR_BEST) * abs(top)
    chosen: list[_Pick] = []
    for pick in good:
        same = any(
            c.hit.article.id == pick.hit.article.id and c.span.start == pick.span.start
            for c in chosen
        )
        if pick.span.score >= least and not same:
            chosen.append(pick)
    return chosen[:MOST_SENTENCES]


def _in_reading_order(parts: list[_Pick]) -> list[tuple[Hit, int, int, float]]:
    """(hit, start, end, support) of the picks of one article and of the sentences they lean on."""
    places: dict[int, tuple[Hit, int, int, float]] = {}
    for pick in sorted(parts, key=lambda p: p.span.start):
        start, end = pick.span.start, pick.span.end
        words = pick.hit.article.text[start:end]
        if _PRONOUN.match(words) and not _NAME.search(words):
            before = [s for s in spans_of(pick.hit) if s[1] <= start]
            if before and before[-1][0] not in places:
                places[before[-1][0]] = (pick.hit, *before[-1], pick.span.support)
        places[start] = (pick.hit, start, end, pick.span.support)
    return [places[start] for start in sorted(places)]


def _no_answer(question: str, picks: list[_Pick], best: float, threshold: float) -> Answer:
    nearest: list[Citation] = []
    for pick in picks:
        if len(nearest) == NEAREST:
            break
        if any(c.article_id == pick.hit.article.id for c in nearest):
            continue
        number, span = len(nearest) + 1, pick.span
        nearest.append(
            cite(number, pick.hit.article, span.start, span.end, span.support, pick.hit.similar)
        )
    reason = (
        "no passage has anything to do with the question"
        if not picks
        else f"the articles do not say: the best sentence has a support of {best:.2f}, "
        f"below {threshold:.2f}"
    )
    return Answer(question, "no_answer", (), (), tuple(nearest), reason=reason)
