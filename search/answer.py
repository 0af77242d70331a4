"""The extractive answer: which sentences, in which order, and whether there is one at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.headings import shown
from index.records import Article
from index.split import sentence_spans
from search.agreement import agree, asks_count, asks_several, differ, numbers, shared, touch
from search.cite import cite
from search.leaning import before, unnamed
from search.pick import is_question
from search.reader import Reading, ScoredSpan
from search.results import NOT_SAID, NOTHING_NEAR, Answer, Citation, Claim, Hit
from search.said import Said

MOST_SENTENCES = 3
NEAR_BEST = 0.85
"""Share of the best sentence's support that a further one must reach."""
MOST_SEVERAL = 6
SEVERAL = 0.6
"""The same two for a question that asks for several things."""
FURTHER, FURTHER_SEVERAL = 0.3, 0.25
"""How sure a further sentence must be where the reader was fitted to tell that, in place of these
shares; the second where several things are asked for (docs/decisions/0042-further-sentences.md)."""
MOST_CITED = 3
"""Articles cited for one sentence."""
CONTRARY = 0.7
"""Share of the best sentence's support that one with another number must reach."""
SAME_MATTER = 0.5
"""Share of the question's words that both must have."""
STEP = 0.0001
"""By which a sentence is less sure than the one that was ranked above it, at least."""
NEAREST = 3
LIST_GOES_ON = "the list goes on in its article"
BEHIND_HEADING = 1000
"""Characters behind a heading in which its first sentence is looked for."""


@dataclass(frozen=True, slots=True)
class _Pick:
    hit: Hit
    span: ScoredSpan

    @property
    def place(self) -> tuple[int, int]:
        """Of the sentence that is quoted for it."""
        return self.span.quotes[-1]

    @property
    def words(self) -> str:
        return self.hit.article.text[slice(*self.place)]

    @property
    def short(self) -> str | None:
        if self.span.short is None:
            return None
        start, end = self.span.short
        return self.hit.article.text[start:end]


def compose(
    question: str, hits: Sequence[Hit], readings: Sequence[Reading], threshold: float
) -> Answer:
    """An answer from what was read. Sentences stand in order of their best one's article, and in
    reading order inside it; a sentence that only has a pronoun for its subject brings the one
    before. Of articles that say the same one is quoted in the answer, and all are cited; where
    they give other numbers, ``claims`` says who says what.
    """
    picks = [_Pick(h, s) for h, r in zip(hits, readings, strict=True) for s in r.spans]
    picks.sort(key=lambda p: (-p.span.score, p.hit.passage.row, p.span.start))
    best = max((pick.span.support for pick in picks[:MOST_SENTENCES]), default=0.0)
    if not picks or best < threshold:
        return _no_answer(question, picks, best, threshold)
    good = _falling([pick for pick in picks if pick.span.support >= threshold])
    chosen = _chosen(good, asks_several(question))
    other = _contrary(question, good)
    chosen += [pick for pick in other if not _among(pick, chosen)]
    chosen, backing = _merged(chosen, good)
    chosen = [chosen[0], *map(_behind, chosen[1:])]
    order = list(dict.fromkeys(pick.hit.article.id for pick in chosen))
    said = Said()
    for id_ in order:
        parts = [p for p in chosen if p.hit.article.id == id_]
        for hit, start, end, support in _in_reading_order(question, parts):
            said.add(hit, start, end, support)
            for pick in backing.get((id_, start), ()):
                said.back(pick.hit, *pick.place, pick.span.support)
    short = next((p for p in chosen if p.span.short), None)
    return Answer(
        question, said.status, tuple(said.sentences), tuple(said.citations), (),
        short.short if short else None,
        LIST_GOES_ON if any(p.span.listed and p.span.listed.goes_on for p in chosen) else None,
        claims=_claims([good[0], *other], said.citations) if other else (),
    )  # fmt: skip


def _falling(picks: list[_Pick]) -> list[_Pick]:
    """``picks``, each less sure than the one before it. Support is fitted on the best sentence of a
    question and tells less of the others than their order does.
    """
    most, made = 1.0, []
    for pick in picks:
        support = min(pick.span.support, most)
        made.append(replace(pick, span=replace(pick.span, support=support)))
        most = below(support)
    return made


def _behind(pick: _Pick) -> _Pick:
    """A further sentence, as sure as one is behind the best one."""
    own = pick.span.support if pick.span.further is None else pick.span.further
    return replace(pick, span=replace(pick.span, support=min(own, pick.span.support)))


def below(support: float) -> float:
    """A little less, and no less than nothing: a probability."""
    return max(0.0, support - STEP)


def _among(pick: _Pick, chosen: list[_Pick]) -> bool:
    return any(c.hit.article.id == pick.hit.article.id and c.place == pick.place for c in chosen)


def _merged(
    chosen: list[_Pick], good: list[_Pick]
) -> tuple[list[_Pick], dict[tuple[str, int], list[_Pick]]]:
    """``chosen`` without those whose short answer an earlier one of another article gives, and by
    (article, start) of a chosen one those of other articles that back it, one an article.
    """
    kept: list[_Pick] = []
    for pick in chosen:
        if not any(_backs(pick, before) for before in kept):
            kept.append(pick)
    backing: dict[tuple[str, int], list[_Pick]] = {}
    for pick in kept:
        found: dict[str, _Pick] = {}
        for other in good:
            if _backs(other, pick) and not _among(other, kept):
                found.setdefault(other.hit.article.id, other)
        backing[pick.hit.article.id, pick.place[0]] = list(found.values())[: MOST_CITED - 1]
    return kept, backing


def _backs(pick: _Pick, before: _Pick) -> bool:
    if pick.hit.article.id == before.hit.article.id or not pick.short or not before.short:
        return False
    return agree(pick.short, before.short)


def _contrary(question: str, good: list[_Pick]) -> list[_Pick]:
    """The best sentences of other articles that give another number than the best one, one a
    number: only for a question that asks for one, of sentences that are about the same of it, and
    that are nearly as well supported.
    """
    top = good[0]
    if not asks_count(question) or not top.short:
        return []
    found: list[_Pick] = []
    for pick in good[1:]:
        if (
            pick.short
            and pick.span.support >= CONTRARY * top.span.support
            and all(pick.hit.article.id != p.hit.article.id for p in (top, *found))
            and all(differ(pick.short, p.short or "") for p in (top, *found))
            and shared(question, _about(top), _about(pick)) >= SAME_MATTER
        ):
            found.append(pick)
    return found[: MOST_SENTENCES - 1]


def _about(pick: _Pick) -> str:
    return f"{pick.hit.article.title} {pick.words}"


def _claims(differing: list[_Pick], citations: list[Citation]) -> tuple[Claim, ...]:
    """What each of the ``differing`` says, with every citation that says the same."""
    made = []
    for pick in differing:
        short = pick.short or ""
        numbers = tuple(
            c.number
            for c in citations
            if (c.article_id == pick.hit.article.id and c.start == pick.place[0])
            or (c.article_id != pick.hit.article.id and _says(c, short))
        )
        made.append(Claim(short, numbers))
    return tuple(made)


def _says(citation: Citation, short: str) -> bool:
    return numbers(short) <= numbers(citation.quote)


def _chosen(good: list[_Pick], several: bool) -> list[_Pick]:
    """The best sentence and those that come close to it, or are sure enough; where the question
    asks for several things, more of them, and of less support.
    """
    share, most = (SEVERAL, MOST_SEVERAL) if several else (NEAR_BEST, MOST_SENTENCES)
    least, sure = share * good[0].span.support, FURTHER_SEVERAL if several else FURTHER
    chosen = good[:1]
    for pick in good[1:]:
        own = pick.span.further
        near = pick.span.support >= least if own is None else own >= sure
        if near and not _among(pick, chosen):
            chosen.append(pick)
    return chosen[:most]


def _in_reading_order(question: str, parts: list[_Pick]) -> list[tuple[Hit, int, int, float]]:
    """(hit, start, end, support) of the picks of one article and of the sentences they lean on,
    which are less sure than they are: they are there to be understood.
    """
    places: dict[int, tuple[Hit, int, int, float]] = {}
    for pick in sorted(parts, key=lambda p: p.span.start):
        *leads, place = pick.span.quotes
        less = below(pick.span.support)
        places |= {a: (pick.hit, a, b, less) for a, b in leads}
        places[place[0]] = (pick.hit, *place, pick.span.support)
        start, end = pick.span.quotes[0]
        words = pick.hit.article.text[start:end]
        first = before(pick.hit, start)
        if first and first[0] not in places:
            said = pick.hit.article.text[slice(*first)]
            if unnamed(words) or (is_question(said) and touch(question, said)):
                places[first[0]] = (pick.hit, *first, less)
        if (headed := _below_heading(pick.hit.article, *place)) and headed[0] not in places:
            places[headed[0]] = (pick.hit, *headed, less)
    return [places[start] for start in sorted(places)]


def _below_heading(article: Article, start: int, end: int) -> tuple[int, int] | None:
    """The sentence behind a heading, which says nothing alone; None for what is no heading."""
    here = tuple(place for place in article.places if place[0] == start)
    if not any(stop == end for _, stop, _ in shown(article.text, here)):
        return None
    behind = sentence_spans(article.text[end : end + BEHIND_HEADING])
    return (end + behind[0][0], end + behind[0][1]) if behind else None


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
    places = 2 if f"{best:.2f}" != f"{threshold:.2f}" else 4  # or it would be below itself
    reason = (
        NOTHING_NEAR
        if not picks
        else f"{NOT_SAID}: the best sentence has a support of {best:.{places}f}, "
        f"below {threshold:.{places}f}"
    )
    return Answer(question, "no_answer", (), (), tuple(nearest), reason=reason)
