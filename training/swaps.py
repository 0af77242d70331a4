"""Questions that no longer have their answer: one thing asked for is changed.

As people wrote SQuAD's unanswerable questions (Rajpurkar, Jia & Liang 2018, "Know what you don't
know", table 1): another entity, another number, an antonym, a negation; and two names in each
other's place.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_ENTITY = re.compile(r"(?<=[^.!?\s] )[A-Z][\w-]+(?: (?:of |the |de )?[A-Z][\w-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_BESIDE = re.compile(r"\b(?:and|or|of|with|between|both|than|from|to|same|as)\b|[^\w\s]")
"""Between two names that can often change places without another meaning, or are one name."""
_GOES_ON = re.compile(r"'s|\.|\s*\d|,|\s*\(|\s+(?:and|of)\b")
"""After a name that goes on."""
NEGATED = 0.1
"""Share of questions that are negated, where they can be."""
_PAIRS = (
    "first last, highest lowest, high low, largest smallest, large small, oldest youngest, "
    "old new, before after, most least, more less, more fewer, best worst, "
    "increase decrease, "
    "increased decreased, increases decreases, rise fall, rose fell, won lost, win lose, "
    "north south, northern southern, east west, eastern western, upper lower, early late, "
    "earliest latest, began ended, begin end, start end, started ended, opened closed, "
    "longest shortest, longer shorter, higher lower, larger smaller, older younger, "
    "majority minority, maximum minimum, major minor, positive negative, allowed forbidden, "
    "allow forbid, inside outside, same different, support oppose, supported opposed, "
    "accept reject, accepted rejected, men women, man woman, male female, strong weak, "
    "strongest weakest, common rare, popular unpopular, successful unsuccessful, "
    "possible impossible, legal illegal, private public, internal external, modern ancient, "
    "rich poor, hot cold, warm cold, fast slow, easy difficult, buy sell, bought sold, "
    "arrive leave, arrived left, always never, above below, join leave, joined left"
)
ANTONYMS = {
    a: b
    for pair in _PAIRS.split(", ")
    for one, other in (pair.split(),)
    for a, b in ((one, other), (other, one))
}
_ANTONYM = re.compile(r"\b(?:" + "|".join(ANTONYMS) + r")\b")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|do|does|did|has|have|had|could|would|should)\b")


def _other(found: list[str], taken: str, luck: random.Random) -> str | None:
    """One of ``found`` of which ``taken`` holds nothing."""
    good = [each for each in dict.fromkeys(found) if each.lower() not in taken.lower()]
    return luck.choice(good) if good else None


def _replaced(
    pattern: re.Pattern[str],
    question: str,
    passage: str,
    answers: str,
    more: str,
    luck: random.Random,
) -> str | None:
    here = [m for m in pattern.finditer(question) if m.group() in passage]
    if not here:
        return None
    taken = luck.choice(here)
    # Half of the time what stands in the same passage: the harder case.
    text = passage if luck.random() < 0.5 else more
    new = _other([m.group() for m in pattern.finditer(text)], f"{question} {answers}", luck)
    if new is None or taken.group().lower() in new.lower():
        return None
    return question[: taken.start()] + new + question[taken.end() :]


def _exchanged(question: str, passage: str, luck: random.Random) -> str | None:
    """Two names of the question in each other's place, if neither is part of a longer one and
    they do not stand side by side.
    """
    here = [m for m in _ENTITY.finditer(question) if m.group() in passage]
    if len(here) < 2:
        return None
    at = luck.randrange(len(here) - 1)
    one, other = here[at : at + 2]
    parts = (
        question[: one.start()],
        question[one.end() : other.start()],
        question[other.end() :],
    )
    if one.group() in other.group() or other.group() in one.group() or len(parts[1].split()) < 2:
        return None
    if _BESIDE.search(parts[1]) or _GOES_ON.match(parts[2]) or _GOES_ON.match(parts[1]):
        return None
    return f"{parts[0]}{other.group()}{parts[1]}{one.group()}{parts[2]}"


def _antonym(question: str, luck: random.Random) -> str | None:
    here = list(_ANTONYM.finditer(question))
    if not here:
        return None
    taken = luck.choice(here)
    return question[: taken.start()] + ANTONYMS[taken.group()] + question[taken.end() :]


def _negated(question: str) -> str | None:
    found = _AUXILIARY.search(question)
    if found is None or "n't" in question or " not " in question:
        return None
    return f"{question[: found.end()]}n't{question[found.end() :]}"


def swapped(
    question: str, passage: str, answers: list[str], more: str, luck: random.Random
) -> str | None:
    """``question`` changed so that ``passage`` does not answer it, or None where nothing fits;
    ``more`` is another passage to take entities and numbers from.

    >>> swapped("Who won in Rome in 1960?", "In 1960 Abe won in Rome, in 1964 in Tokyo.", ["Abe"],
    ...         "", random.Random(4))
    'Who won in Rome in 1964?'
    """
    text = " ".join(answers)
    if luck.random() < NEGATED:
        return _negated(question)
    ways: list[Callable[[], str | None]] = [
        lambda: _replaced(_ENTITY, question, passage, text, more, luck),
        lambda: _replaced(_NUMBER, question, passage, text, more, luck),
        lambda: _antonym(question, luck),
        lambda: _exchanged(question, passage, luck),
    ]
    luck.shuffle(ways)
    return next((made for way in ways if (made := way())), None)
