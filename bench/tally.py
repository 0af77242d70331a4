"""Counts of questions about invented articles: is the right sentence the best, and is it shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from search.engine import Archive, ask
from search.measures import holds
from search.results import Answer, Citation
from search.settings import Settings

Counts = dict[str, int]
Right = Callable[[Citation], bool]
LONGEST = 1000
"""Characters of a question."""
LEAST = 25
"""Characters of a quote that may be a part of a right sentence."""


def none_yet() -> Counts:
    """Found: the best sentence is right. Answered: it is shown as an answer. Wrong: another is.
    Refused: of the other questions, which have no answer.
    """
    return dict.fromkeys(("answerable", "found", "answered", "wrong", "other", "refused"), 0)


def count(
    counts: Counts,
    archive: Archive,
    question: str,
    right: Right | None,
    asked_on: str | None = None,
) -> Answer:
    """Ask ``question``, on that day, and count how it goes; ``right`` is None where nothing answers
    it. Gives the answer that is shown.
    """
    answer = ask(archive, question, Settings(asked_on=asked_on))
    least = answer
    if right:
        least = ask(archive, question, Settings(asked_on=asked_on, min_support=0))
    note(counts, answer, right, least)
    return answer


def count_shown(
    counts: Counts,
    archive: Archive,
    question: str,
    right: Right | None,
    asked_on: str | None = None,
) -> None:
    """As ``count`` does, but that the best sentence is that of what is shown."""
    answer = ask(archive, question, Settings(asked_on=asked_on))
    note(counts, answer, right, answer)


def note(counts: Counts, answer: Answer, right: Right | None, least: Answer) -> None:
    """As ``count`` does, for an ``answer`` that was asked for. The best sentence is that of
    ``least``: of what comes nearest, where that is no answer.
    """
    answered = answer.status != "no_answer"
    if right is None:
        counts["other"] += 1
        counts["refused"] += not answered
        return
    told = least.citations or least.nearest
    best = max(told, key=lambda citation: citation.support, default=None)
    found = best is not None and right(best)
    counts["answerable"] += 1
    counts["found"] += found
    counts["answered"] += found and answered
    counts["wrong"] += answered and not found


def before_and_shipped(
    archive: Archive,
    forms: Iterable[tuple[str, Sequence[tuple[str, Right | None]]]],
    before: Callable[[], AbstractContextManager[Any]],
) -> dict[str, dict[str, Counts]]:
    """How the questions of each form go inside ``before``, as they did, and as shipped; each with
    what tells a right quote, None where nothing answers it.
    """
    told: dict[str, dict[str, Counts]] = {}
    for form, questions in forms:
        told[form] = {"before": none_yet(), "shipped": none_yet()}
        for way, counts in told[form].items():
            with before() if way == "before" else nullcontext():
                for question, right in questions:
                    count_shown(counts, archive, question[:LONGEST], right)
        print(form, json.dumps(told[form]), flush=True)
    return told


def quoting(citation: Citation, title: str, sentence: str) -> bool:
    """Whether ``citation`` quotes that sentence of the article, or a part of it."""
    quote = citation.quote
    part = len(quote) >= LEAST and quote in sentence
    return citation.title == title and (sentence in quote or part)


def holding(answers: Sequence[str], citation: Citation) -> bool:
    """Whether ``citation`` quotes one of ``answers``."""
    return holds(citation.quote, answers)
