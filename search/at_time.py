"""What happens at a time that a question names, told by whatever article names it too
(docs/decisions/0051-at-a-time.md).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.dates import checked
from search.answer import below
from search.events import Event, about, events, in_turn, told_at
from search.finder import Finder
from search.happening import Happening, happening
from search.join import joined
from search.leaning import before, unnamed
from search.moments import names_of
from search.overview import MOST_OF_ONE, MOST_SENTENCES, READ_NEWS
from search.results import NOT_SAID, Answer, Hit
from search.said import Said
from search.settings import Settings
from search.snapshot import Snapshot

AFTER = datetime.timedelta(days=8)
"""Articles of a day and of as many after it say "on Monday" of it."""
NEWEST = 40
"""Articles whose beginnings are looked at for that."""


@dataclass(frozen=True, slots=True)
class AtTime:
    """Looks with ``finder`` as ``settings`` want it."""

    finder: Finder
    snapshot: Snapshot
    settings: Settings
    today: Callable[[], datetime.date]

    def asks(self, question: str) -> bool:
        """Whether ``question`` asks what happens at a time."""
        return happening(question, self.today()) is not None

    def told(self, question: str, other: Answer) -> tuple[Answer, list[Hit]] | None:
        """What is told of the time that ``question`` names; None where it asks something else or
        nothing is. Before the ``other`` answer, where that is how articles of that time begin; no
        answer, where that tells of another time.
        """
        asked = happening(question, self.today(), self.finder.latest)
        if asked is None:
            return None
        found = self._found(asked, other)
        if not found:
            return (_none(other), []) if _is_of_another_time(asked, other) else None
        if other.status == "no_answer" or other.topic is None:
            if _are_all(other, found):
                return None
            answer = _answer(asked, question, found, MOST_SENTENCES)
        else:  # it is how articles of that time begin
            begun = {cited.article_id for cited in other.citations}
            found = [each for each in found if each[0].hit.article.id not in begun]
            if not found or len(begun) > MOST_OF_ONE:
                return None
            answer = joined(question, [_answer(asked, question, found, MOST_OF_ONE), other])
            answer = replace(answer, reason=other.reason)
        return answer, [event.hit for event, _ in found]

    def _found(self, asked: Happening, other: Answer) -> list[tuple[Event, float]]:
        """The sentences that tell of it, as surely as is wanted."""
        told = events(asked, self._hits(asked), self._begun(asked))
        least = self.settings.least(0.0)
        found = about(asked.topic, told, self.snapshot.terms, other)
        return [(event, support) for event, support in found if support >= least]

    def _hits(self, asked: Happening) -> list[Hit]:
        """Passages with the words of the time, and of the topic; of few articles all, which may
        tell the time otherwise.
        """
        settings = replace(self.settings, asked_on=None)
        otherwise = (name for part in asked.parts for name in names_of(part))
        words = " ".join(filter(None, (asked.topic, asked.words, *otherwise)))
        of_words = replace(settings, mode="sparse")
        found = [] if asked.topic else self.finder.hits(words, READ_NEWS, of_words)
        if len(found) >= READ_NEWS:
            return found
        seen = {hit.passage.row for hit in found}
        more = self.finder.hits(words, READ_NEWS, settings)
        return [*found, *(hit for hit in more if hit.passage.row not in seen)]

    def _begun(self, asked: Happening) -> list[Hit]:
        """Articles of the day that is asked for, and soon after, which may say "on Monday"."""
        found = []
        for part in asked.parts:
            if part.years and part.months and part.days:
                on = checked(part.years[0], part.months[0], part.days[0])
                until = datetime.date.fromisoformat(on) + AFTER if on else None
                if on and until and (filters := self.settings.filters.within(on, str(until))):
                    settings = replace(self.settings, filters=filters)
                    found += self.finder.newest(NEWEST, settings)[0]
        return found


def _answer(
    asked: Happening, question: str, found: Sequence[tuple[Event, float]], most: int
) -> Answer:
    said = Said()
    for event, support in in_turn(found, most):
        leant = before(event.hit, event.start) if unnamed(event.text) else None
        if leant:
            said.add(event.hit, *leant, below(support))
        said.add(event.hit, event.start, event.end, support)
    topic = f"{asked.topic}, {asked.words}" if asked.topic else asked.words
    sentences, citations = tuple(said.sentences), tuple(said.citations)
    lasts = asked.words.startswith(("between ", "from "))
    reason = f"this is told of {'the time ' if lasts and not asked.topic else ''}{topic}"
    return Answer(question, said.status, sentences, citations, (), reason=reason, topic=topic)


def _none(answer: Answer) -> Answer:
    """``answer`` as none."""
    reason = f"{NOT_SAID}: the best sentence tells of another time"
    return Answer(answer.question, "no_answer", (), (), answer.citations[:1], reason=reason)


def _is_of_another_time(asked: Happening, answer: Answer) -> bool:
    """Whether the reader took what is told of another time."""
    if answer.status == "no_answer" or answer.topic is not None or asked.near:
        return False
    told = [when for cited in answer.citations for when in told_at(cited.quote, cited.published)]
    return bool(told) and all(when.apart(part) for when in told for part in asked.parts)


def _are_all(answer: Answer, found: Sequence[tuple[Event, float]]) -> bool:
    """Whether the reader gives all that was ``found``, and nothing else."""
    places = {event.place for event, _ in found}
    cited = {(citation.article_id, citation.start) for citation in answer.citations}
    return answer.status == "answered" and answer.topic is None and places == cited
