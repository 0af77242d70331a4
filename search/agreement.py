"""Whether articles say the same, and whether a question asks for several things."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_SMALL = frozenset({"a", "an", "the", "of", "about", "around", "some", "at", "least", "nearly"})
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_NUMBERS = {word: str(number) for number, word in enumerate(_UNITS)}
_COUNTED = re.compile(
    r"\bhow (?:many|much|old|far|long|tall|big|large|high)\b|\bwhen\b|"
    r"\b(?:what|which) (?:number|percentage|amount|age|year|day|date)\b",
    re.IGNORECASE,
)
_KINDS = (
    re.compile(r"[$€£¥]|\b(?:dollars?|euros?|pounds?|crowns?|francs?|yen)\b", re.IGNORECASE),
    re.compile(r"%|\bper ?cent\b", re.IGNORECASE),
)
"""Money, and shares."""
_LIST = re.compile(
    r"\b(?:list|name) (?:all|the|some|every|\d+|two|three|four|five)\b|"
    r"\b(?:what|which|who) (?:are|were)\b|"
    r"\b(?:what|which) (?:\w+ ){0,2}?(?!(?:this|his|its|was|is|does|has|us|as|process|class|"
    r"business|news|series|species|address|access|success|status|campus|bus|gas|virus|basis)\b)"
    r"[^\W\d_]{3,}s\b(?! (?:was|is|does|has)\b)",
    re.IGNORECASE,
)


def tokens(words: str) -> list[str]:
    """Words and numbers of a short answer in lower case, small numbers as digits, without the
    words that change nothing.

    >>> tokens("The two Pungsan dogs")
    ['2', 'pungsan', 'dogs']
    """
    found = (t.replace(",", "") for t in _TOKEN.findall(words.casefold()))
    return [_NUMBERS.get(t, t) for t in found if t not in _SMALL]


def numbers(words: str) -> set[str]:
    """The numbers among the tokens."""
    return {t for t in tokens(words) if t[0].isdigit()}


def agree(one: str, other: str) -> bool:
    """Whether two short answers say the same: the words of one are all in the other, and so are
    their numbers.

    >>> agree("Barack Obama", "President Barack Obama"), agree("12 people", "14 people")
    (True, False)
    """
    first, second = set(tokens(one)), set(tokens(other))
    if not first or not second or numbers(one) != numbers(other):
        return False
    return first <= second or second <= first


def asks_count(question: str) -> bool:
    """Whether the question asks for a number or a date: what articles can differ on so that a
    program sees it.
    """
    return bool(_COUNTED.search(question))


def differ(one: str, other: str) -> bool:
    """Whether two short answers to such a question give other numbers, of the same kind.

    >>> differ("twelve people", "12"), differ("in 1998", "2002"), differ("$900M", "1 in 292")
    (False, True, False)
    """
    first, second = numbers(one), numbers(other)
    alike = all(bool(kind.search(one)) == bool(kind.search(other)) for kind in _KINDS)
    return bool(first) and bool(second) and alike and not first & second


def asks_several(question: str) -> bool:
    """Whether the question asks for more than one thing, by its wording in English.

    >>> asks_several("What gifts were exchanged?"), asks_several("Who won the race?")
    (True, False)
    """
    return bool(_LIST.search(question))


def shared(question: str, one: str, other: str) -> float:
    """Share of the question's longer words that both texts have, by their first five letters."""
    wanted = _starts(question)
    return len(wanted & _starts(one) & _starts(other)) / len(wanted) if wanted else 0.0


def touch(one: str, other: str) -> bool:
    """Whether the texts have one of their longer words in common.

    >>> touch("Bridge falls", "A bridge fell."), touch("Bridge falls", "Sign up here.")
    (True, False)
    """
    return not _starts(one).isdisjoint(_starts(other))


def _starts(words: str) -> set[str]:
    return {token[:5] for token in tokens(words) if len(token) > 3}
