"""Questions for a yes or a no that name two things: "did the bridge close in May or in June?". Told
by their form, in English.

No sentence says both, so that one which says what is asked seems to answer half of it. Each is
asked by itself (docs/decisions/0045-choices.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from search.choices import NO_CHOICE, PREPOSITIONS
from search.wording import compiled, words_of
from search.yes_no import asks_yes_or_no

MOST_WORDS = 6
"""Of each."""
_SMALL = words_of("a an the his her its their because").union(PREPOSITIONS.split("|"))
_PARTICLE = words_of("of the de la von van")
_END = "?!. "


def either(question: str) -> tuple[str, str] | None:
    """``question`` with each of the two things that it names alone; None where it names no two.

    >>> either("Did the bridge close in May or in June?")
    ('Did the bridge close in May?', 'Did the bridge close in June?')
    >>> either("Does Pfizer or Moderna make it?")
    ('Does Pfizer make it?', 'Does Moderna make it?')
    >>> either("Was it nine or ten years?"), either("Did it close or not?")
    (('Was it nine years?', 'Was it ten years?'), None)
    """
    words = [word for word in question.rstrip(_END).split() if word.lower() != "either"]
    at = [n for n, word in enumerate(words) if word.lower() == "or"]
    if len(at) != 1 or not asks_yes_or_no(question):
        return None
    before, behind = words[1 : at[0]], words[at[0] + 1 :]
    if not before or not behind or behind[0].lower().strip(",") in NO_CHOICE:
        return None
    one, other = _extents(before, behind)
    if not 0 < one <= MOST_WORDS or other > MOST_WORDS:
        return None
    rest = behind[other:]
    first = [words[0], *before]
    last = [*first[: len(first) - one], *behind]
    one_alone, other_alone = (" ".join(each).replace(",", "") for each in ([*first, *rest], last))
    return f"{one_alone}?", f"{other_alone}?"


def _extents(before: Sequence[str], behind: Sequence[str]) -> tuple[int, int]:
    """How many of the last words ``before`` and of the first words ``behind`` are the two."""
    lead = behind[0].lower()
    if lead in _SMALL:
        same = [n for n, word in enumerate(before) if word.lower() == lead]
        own = before[same[-1] :] if same else []
        return len(own), min(len(own) - _led(own) + _led(behind), len(behind))
    if _is_name(behind[0]) and _is_name(before[-1]):
        one = _run(before[::-1])
        led = before[-one - 1 : len(before) - one]
        return one + (led in (["the"], ["The"])), _run(behind)
    return 1, 1


def _led(words: Sequence[str]) -> int:
    """How many small words the ``words`` begin with."""
    return len(list(takewhile(lambda word: word.lower() in _SMALL, words)))


def _run(words: Sequence[str]) -> int:
    """How many of the first of ``words`` are one name."""
    count = 0
    for n, word in enumerate(words, 1):
        if _is_name(word):
            count = n
        elif word not in _PARTICLE:
            break
    return count


def _is_name(word: str) -> bool:
    return compiled(r"(?-i:[A-Z\d$€£])\S*").fullmatch(word) is not None
