"""A question that was asked after another: how it is meant, and what answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from search.claims import claims
from search.followed import followed, may_be_of_answer, with_thing
from search.results import Answer
from search.scoped import led, of_all, scoped
from search.watcher import Kept, Watcher

Answers = Callable[[str, Watcher | None], Answer]
"""Answers a question that can be understood alone."""


def in_turn(question: str, before: str, answers: Answers, watcher: Watcher | None) -> Answer:
    """As ``_in_turn``; where ``before`` was asked of the page of an address, first of that again,
    and of all articles where it is not sure.
    """
    named = led(before)
    if named is None or led(question) or scoped(question):
        return _in_turn(question, before, answers, watcher)
    lead, rest = named
    own, others = Kept(), Kept()
    found = _in_turn(
        question, rest, lambda text, heard: answers(lead + text, heard), own, inside=True
    )
    found = replace(found, read_as=lead + (found.read_as or question))
    if found.status != "answered":
        other = _in_turn(question, rest, answers, others)
        if _support(other) > _support(found):
            found, own = other, others
    if watcher:
        own.tell(watcher)
    return found


def _in_turn(
    question: str,
    before: str,
    answers: Answers,
    watcher: Watcher | None,
    *,
    inside: bool = False,
) -> Answer:
    """The answer to ``question``, asked after ``before``: where it goes on from that, to how it may
    be meant that is supported best. One that is refused is asked once more with what ``before`` was
    about. ``inside``: of one article, which "it" may be.
    """
    earlier = answers(before, None) if may_be_of_answer(question, before) else None
    short = earlier.short if earlier and earlier.status != "no_answer" else None
    meant = [] if inside and of_all(question) else followed(question, before, short)
    if claims(question):  # it is written out as a question is
        meant = [text.rstrip("?") for text in meant]
    meant += [question] if inside and meant else []
    tried = [_heard(answers, each) for each in meant or [question]]
    if not meant and tried[0][1].untold and (fuller := with_thing(question, before)):
        again = _heard(answers, fuller)
        tried = [again] if again[1].status != "no_answer" else tried
    text, found, kept = max(tried, key=lambda each: _support(each[1]))
    if watcher:
        kept.tell(watcher)
    return replace(found, read_as=found.read_as or (None if text == question else text))


def _heard(answers: Answers, question: str) -> tuple[str, Answer, Kept]:
    kept = Kept()
    return question, answers(question, kept), kept


def _support(answer: Answer) -> tuple[int, float]:
    """How sure ``answer`` is: first whether it is one."""
    told = answer.citations or answer.nearest
    best = max((citation.support for citation in told), default=0.0)
    return ("no_answer", "partial", "answered").index(answer.status), best
