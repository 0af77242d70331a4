"""What articles tell of a time: the sentences that name it as the time of what they tell."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.sparse import SparseIndex
from search.features import covered
from search.happening import Happening
from search.leaning import unnamed
from search.moments import Moment, moments
from search.overview import is_aside, is_whole
from search.pick import saying, spans_of
from search.results import Answer, Hit
from search.when import Side, When
from search.wording import compiled

NAMED, MEANT = 0.95, 0.7
"""Support of a sentence that tells of the time and names the topic, where there is one; and of one
that stands in an article, or behind a sentence, that names it (bench/at_time.py).
"""
SURE = 0.8
"""Support from which the reader may find a topic that neither of them names."""
HALF, MOST = 0.5, 0.75
"""Share of the topic's terms, weighted by idf, that is enough; and of a name's without its last."""
BEGUN = 300
"""Characters of an article in which it tells who "she" is."""
LONGEST_HEADING = 40
"""Characters of a line that is a date."""
BEFORE = 60
"""Characters before a time that tell what it is the time of."""
LEAD = 20
"""Characters of a sentence in which what it is about is named."""
BEGINNING = 4000
"""Characters of an article in which news say of which day they are."""

_NOT_AT = (
    r"\b(?:since|until|till|before|after|following|than|prior to|up to|ago|unlike|every|each)\s+"
    r"(?:(?:the|early|late|mid|about|around|end of|start of|beginning of|year)[\s-]+)*$"
)
_AT_YEAR = (
    r"(?:^|\b(?:in|during|around|about|circa|c\.|from|between|early|late|mid|of|year|and|or|to|on|"
    r"at|back|spring|summer|autumn|fall|winter|season|hours|by)\s+|"
    r"[(,;:–—-]\s*|[\"“‘]|\n)$"
)
_OF_WHAT = r"(?:\b(?:the|an?|its|his|her|their|our|this|that|these|those)|['’]s?) $"
_THING = (
    r",? (?!(?:and|or|to|at|in|on|when|where|with|for|by|from|after|before|the|an?|was|is)\b)"
    r"(?-i:[a-z])"
)
"""Around the time that tells which thing is meant: "the 6 January committee"."""
_AHEAD = r"\b(?:will|is to|are to|going to|due|plans?|next|shall|['’]ll|expects?)\b"
_VERBS = (
    "said|told|made|came|began|took|met|left|lost|won|held|went|was|were|had|did|ran|fell|broke|gave|"
    "got|saw|wrote|sold|built|rose|stood|drew|threw|struck|sank|sent|led|brought|found|bought"
)
_ED = (
    r"(?<!\bbe )(?<!\bbeing )(?!(?:need|hundred|indeed|speed|seed|feed|exceed|united)\b)[a-z]{2,}ed"
)
_PAST = rf"\b(?:{_ED}|{_VERBS})\b"
_DONE = rf"\b(?:{_ED}|{_VERBS}) (?:\w+ )?(?:(?:on|in|at|early|late|the) )*$"
"""Before the time of what is past, in a sentence that tells of what is to come too."""


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence of ``hit``'s article that tells of the time, and the ``whens`` it tells.
    ``context``: what stands before it in its paragraph, where the time is told if it ``follows``.
    ``leads``: it begins with the time.
    """

    hit: Hit
    start: int
    end: int
    whens: tuple[When, ...]
    context: str
    leads: bool
    follows: bool

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: the id of its article, and its start."""
        return self.hit.article.id, self.start

    @property
    def text(self) -> str:
        """The sentence."""
        return self.hit.article.text[self.start : self.end]


def events(asked: Happening, hits: Sequence[Hit], begun: Sequence[Hit] = ()) -> list[Event]:
    """The sentences in the passages of ``hits``, and in the beginnings of the articles ``begun``,
    that tell of the time that is ``asked`` for, in order; where the year is not asked for, those of
    the year that is meant, if there are any.
    """
    found: dict[tuple[str, int], Event] = {}
    for hit, spans in (
        *((hit, spans_of(hit)) for hit in hits),
        *((hit, saying(hit.article.text[:BEGINNING])) for hit in begun),
    ):
        for event in _of_sentences(hit, spans):
            if _is_at(event.whens, asked):
                found.setdefault(event.place, event)
    return _of_year_meant(asked, list(found.values()))


def _is_at(whens: Sequence[When], asked: Happening) -> bool:
    """Whether ``whens`` meet each part that is ``asked`` for. What goes on for longer, as in "mayor
    from 1951 to 1957", is told of 1954 only where a topic is asked about.
    """

    def meets(when: When, part: When) -> bool:
        once = asked.topic or when.days or part.lasts
        return (when if once else replace(when, lasts=False)).within(part)

    return all(any(meets(when, part) for when in whens) for part in asked.parts)


def _of_year_meant(asked: Happening, found: list[Event]) -> list[Event]:
    if asked.year is None:
        return found
    meant = (asked.year, asked.year)
    dated = [event for event in found if any(w.months and w.years == meant for w in event.whens)]
    undated = [event for event in found if any(w.months and not w.years for w in event.whens)]
    if asked.ahead:  # who knows of which year an article is that does not say its day
        return [*dated, *(event for event in undated if not _is_past(event.text))]
    return [*dated, *undated] or found


def _is_past(sentence: str) -> bool:
    """Whether ``sentence`` tells of what is past alone."""
    past = compiled(_PAST).search(sentence) is not None
    return past and not compiled(_AHEAD).search(sentence)


def _of_sentences(hit: Hit, spans: Sequence[tuple[int, int]]) -> Iterator[Event]:
    """The sentences that name a time, or stand behind one in its paragraph."""
    text, day = hit.article.text, _day(hit.article.published)
    before: When | None = None
    told: tuple[When, ...] = ()
    begun = last = spans[0][0] if spans else 0
    heads: list[Moment] = []
    for start, end in spans:
        apart = "\n" in text[last:start]
        if apart:
            begun, told, heads = start, (), []
        sentence = text[start:end]
        heads = _heading(text[last:start], day) or heads
        named = _named(sentence, day, before, apart=apart)
        telling = [moment for moment in named if _tells(sentence, moment)]
        if apart and not heads:
            heads = [each for each in telling if _is_head(sentence, each)]
        telling, last = telling or heads, end
        if telling:
            dated = [moment.when for moment in telling if moment.when.minute is None]
            before = dated[-1] if dated else before
            hour_of = () if dated else (when for when in told if when.minute is None)
            told = (*_dated(sentence, telling, day), *hour_of)
        if named and _is_time(sentence, named):
            heads = telling
        elif telling or (told and not named):
            leads = bool(telling) and telling[0].start <= LEAD
            yield Event(hit, start, end, told, text[begun:start], leads, follows=not telling)


def _heading(between: str, day: datetime.date | None) -> list[Moment]:
    """The times of a line between two sentences that is one alone, and so none."""
    line = between.strip()
    return moments(line, day) if line and len(line) <= LONGEST_HEADING else []


def _is_time(sentence: str, named: Sequence[Moment]) -> bool:
    """Whether a sentence is nothing but a time, as a line above is."""
    rest = sentence
    for moment in named:
        rest = rest.replace(sentence[moment.start : moment.end], "")
    return not compiled(r"[^\W_]").search(rest)


def _is_head(paragraph: str, moment: Moment) -> bool:
    """Whether a paragraph begins with its time, as those of a chronicle do: "2018: …"."""
    behind = paragraph[moment.end :].lstrip()[:1]
    return not paragraph[: moment.start].strip() and behind in (":", ".", "–", "—", "")


def _dated(sentence: str, telling: Sequence[Moment], day: datetime.date | None) -> Iterator[When]:
    """The times with their years; with either, where the sentence has a verb for both: "a meeting
    was called for 27 February".
    """
    ahead = compiled(_AHEAD).search(sentence) is not None
    past = compiled(_PAST).search(sentence) is not None
    for moment in telling:
        to_come = ahead and not compiled(_DONE).search(_before(sentence, moment))
        side: Side = "ahead" if to_come else "past" if past else "near"
        yield from dict.fromkeys([moment.when.dated(day), moment.when.dated(day, side)])


def _day(published: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(published) if published else None


def told_at(sentence: str, published: str | None) -> list[When]:
    """The times of which ``sentence``, of an article of that ISO day, tells."""
    named = _named(sentence, _day(published), None, apart=True)
    return [moment.when for moment in named if _tells(sentence, moment)]


def _named(
    sentence: str, day: datetime.date | None, before: When | None, *, apart: bool
) -> list[Moment]:
    """See ``moments``. A weekday is to come where that is said, but not where it is the day on
    which that is said.
    """
    told = moments(sentence, day, before, apart=apart)
    if any(moment.kind == "weekday" for moment in told) and compiled(_AHEAD).search(sentence):
        coming = moments(sentence, day, before, apart=apart, ahead=True)
        next_ = {moment.start: moment for moment in coming if moment.kind == "weekday"}
        told = [
            last if compiled(_DONE).search(_before(sentence, last)) else next_.get(last.start, last)
            for last in told
        ]
    return told


def _before(sentence: str, moment: Moment) -> str:
    return sentence[max(0, moment.start - BEFORE) : moment.start]


def _tells(sentence: str, moment: Moment) -> bool:
    """Whether what ``sentence`` tells was at that moment, and not since or until then."""
    before = _before(sentence, moment)
    if side := compiled(_NOT_AT).search(before):
        ends = side[0].lower().startswith(("until", "till"))
        return ends and sentence[moment.end :].startswith(", when ")
    if moment.kind in ("year_alone", "years"):
        return compiled(_AT_YEAR).search(before) is not None
    if moment.kind in ("date", "month_alone", "month_of"):
        behind = sentence[moment.end :]
        return not (compiled(_OF_WHAT).search(before) and compiled(_THING).match(behind))
    return True


def about(
    topic: str, found: Sequence[Event], terms: SparseIndex, answer: Answer
) -> list[tuple[Event, float]]:
    """Those of ``found`` that tell of ``topic``, with their support; all that name the time, where
    there is no topic. What the reader, which gave the ``answer``, is sure of may stand behind the
    time, or name the topic nowhere near.
    """
    analyze = terms.analyzer.terms
    idf = {term: terms.idf(term) for term in analyze(topic)}
    surname = _surname(topic)
    sure = {
        (citation.article_id, citation.start): citation.support
        for citation in answer.citations
        if answer.status == "answered" and answer.topic is None
    }

    def names(words: str) -> bool:
        if surname and surname in compiled(r"\w[\w-]*").findall(words):
            return True
        return covered(idf, analyze(words)) >= (MOST if surname else HALF)

    def support(event: Event) -> float:
        article = event.hit.article
        read = sure.get(event.place, 0.0)
        if event.follows:
            return read or (MEANT if topic and names(event.text) else 0.0)
        if not topic or names(event.text):
            return NAMED
        meant = names(event.context) or names(article.title)
        if meant or (unnamed(event.text) and names(article.text[:BEGUN])):
            return MEANT
        return read if read >= SURE and names(article.text) else 0.0

    told = [(event, support(event)) for event in found]
    return [(event, support) for event, support in told if support]


def _surname(topic: str) -> str | None:
    """The last word of what may be a name."""
    words = compiled(r"^the ").sub("", topic).split()
    return words[-1] if len(words) > 1 and all(word[0].isupper() for word in words) else None


def in_turn(told: Sequence[tuple[Event, float]], most: int) -> list[tuple[Event, float]]:
    """The ``most`` first of what is ``told``: those that name the topic before others, whole
    sentences, and such as begin with the time; one of each article before a second.
    """
    order = sorted(
        told,
        key=lambda each: (
            -each[1],
            not is_whole(each[0].text) or is_aside(each[0].text),
            not each[0].leads,
        ),
    )
    turn: dict[str, int] = {}
    ranked = []
    for event, support in order:
        id_ = event.hit.article.id
        turn[id_] = turn.get(id_, 0) + 1
        ranked.append((turn[id_], event, support))
    ranked.sort(key=lambda each: each[0])
    return [(event, support) for _, event, support in ranked[:most]]
