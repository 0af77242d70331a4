"""A question about somebody who wrote articles: "what does Ann Lee think of trams?". Who writes of
what they think and do says "I", and their name stands beside the text, so the question is asked of
their articles alone, about their author. Told by its form, in English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.facets import authors, plain
from index.stopwords import ENGLISH
from search.phrases import ATTRIBUTED
from search.speech import TITLES
from search.wording import compiled, not_whose, words_of

_WORD = r"[^\W_](?:[\w.’'-]*[^\W_])?"
_PLACED = words_of("in at near around")
"""Behind these stands a place: nobody called France is meant by "in France"."""
_DETERMINERS = words_of("the a an this that my your his her our their no any some")

Known = Callable[[str], Iterable[str]]
"""Gives the names of authors that have a word in them."""


@dataclass(frozen=True, slots=True)
class Authored:
    """A question about ``author``, by the value of that facet, whom it calls ``name``."""

    text: str
    author: str
    name: str

    def stands_in(self, text: str) -> bool:
        """Whether ``text`` has the last name."""
        return self.author.rpartition(" ")[2] in plain(text)


def authored(question: str, known: Known) -> Authored | None:
    """What ``question`` asks about one of the authors that are ``known``; None where it names none.

    >>> known = lambda word: {"lee": ["ann lee"]}.get(word, [])
    >>> authored("What does Ann Lee think of trams?", known).author
    'ann lee'
    """
    asked = " ".join(question.split())
    words = list(compiled(_WORD).finditer(asked))
    found: list[tuple[int, tuple[int, int], str]] = []
    for at, word in enumerate(words):
        last = _bare(word[0])
        for name in known(last):
            own = [each for each in _parts(name) if each not in TITLES]
            if len(authors(name)) > 1 or own[-1:] != [last]:
                continue
            if length := _named(own, words[: at + 1], asked):
                first = words[at + 1 - length]
                stop = word.start() + len(not_whose(word[0]))
                found.append((length, (first.start(), stop), name))
    most = max((length for length, *_ in found), default=0)
    longest = [each for each in found if each[0] == most]
    if len({name for *_, name in longest}) != 1:
        return None
    _, (start, stop), name = longest[0]
    start = _with_title(asked, start)
    rest = _not_attributed(asked, start, stop)
    return Authored(rest or question, name, asked[start:stop])


def _bare(word: str) -> str:
    return plain(not_whose(word))


def _parts(name: str) -> list[str]:
    return [part.strip(".") for part in name.split()]


def _named(own: list[str], words: list[re.Match[str]], asked: str) -> int:
    """How many of ``words``, at their end, are the name; 0 where they are not."""
    said = [_bare(word[0]).strip(".") for word in words]
    for name in (own, [own[0], own[-1]]):
        if len(name) > 1 and said[-len(name) :] == name:
            return len(name)
    if len(words) == 1:  # it asks
        return 0
    written, before = words[-1][0], words[-2][0]
    if before.lower() in _PLACED:
        return 0
    if written[0].isupper():
        titled = before.lower().strip(".") in TITLES
        return int(titled or len(words) == 2 or not before[0].isupper())
    small = not any(c.isupper() for c in asked[1:]) and said[-1] not in ENGLISH
    return int(small and len(own) > 1 and before.lower() not in _DETERMINERS)


def _with_title(asked: str, start: int) -> int:
    """Where the name begins that begins at ``start``, with what may stand before it."""
    before = asked[:start].rstrip(" ")
    word = before.rpartition(" ")[2]
    if word.lower().strip(".") in TITLES - _DETERMINERS:
        return start - len(asked[:start]) + len(before) - len(word)
    return start


def _not_attributed(asked: str, start: int, stop: int) -> str | None:
    """What is asked "according to" the one whose name stands there; None where nothing is."""
    for form in ATTRIBUTED:
        found = compiled(form).fullmatch(asked.rstrip("?!. "))
        if found and found.start("source") <= start and stop <= found.end("source"):
            return f"{found['asked']}?"
    return None
