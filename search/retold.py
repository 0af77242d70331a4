"""A text in which who tells it is called by a name: "I sold it" as "Ann Lee sold it".

The reader was trained on texts about people, and a question about Ann Lee has her name. What it
finds in the text that is retold is quoted as it stands in the one that was written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.wording import compiled

Span = tuple[int, int]
Change = tuple[int, int, str]
"""[start, end) of a text, and the words in its place."""

_FIRST = (
    r"\b(?-i:I)(?:['’](?P<short>m|ve|ll|d)|(?P<verb> am| have)\b)?(?![\w’'])|"
    r"\b(?P<whole>me|myself|us|ourselves)\b|\b(?P<whose>my|mine|our|ours)\b|"
    r"\b(?P<we>we)(?:['’](?P<many>re|ve|ll|d)|(?P<verbs> are| have)\b)?(?![\w’'])"
)
_VERBS = {"m": "is", "am": "is", "re": "is", "are": "is", "ve": "has", "have": "has"}
_VERBS |= {"ll": "will", "d": "would"}
_ENDS = re.compile(r"[.!?\n]")
_COUNTRY = re.compile(r"\bUS\b")
_PERSON = (
    r"(?:(?:best|old|older|elder|younger|big|little|late|former|then|new|dear|good) )*"
    r"(?:friends?|neighbou?rs?|brothers?|sisters?|mother|father|mum|mom|dad|parents|wife|husband|"
    r"partner|sons?|daughters?|child|children|boys?|girls?|uncles?|aunts?|cousins?|nephews?|"
    r"nieces?|grand(?:mother|father|parents|son|daughter)|colleagues?|boss|head|teachers?|doctor|"
    r"landlord|landlady|girlfriend|boyfriend)"
)
_NEAR = r"(?:companions?|spouse|famil(?:y|ies)|kids?|relatives?|relations?|somebody|someone)"
_OF_ANOTHER = rf"[\W_]*(?:(?:and|but|so|yet|then) )?(?:(?:he|she|his|her)\b|(?:my|our) {_PERSON}\b)"
"""How a sentence begins that is about another."""
_I = r"\b(?:(?-i:I)|my|me)\b"
_SUBJECT = r"\b(?:(?-i:I)|my|we|our)\b"
_TELLS = r"\b(?:(?-i:I)|we)\b"
_QUOTED = rf"\s*[“\"][^“”\"]*{_SUBJECT}"
"""How what another says begins."""
_SAID = re.compile(r"“[^”\n]*(?:”|(?=\n)|\Z)|\"[^\"]*\"")
"""A quotation of several paragraphs is closed in the last alone."""


def changes(text: str, name: str, parts: Iterable[Span]) -> Iterator[Change]:
    """What is changed in ``parts`` of ``text``, in which the one with that ``name`` speaks: the
    first of "I", "my" and the like in a sentence, as who is named is not named twice in one.

    >>> list(changes("I'm in my car. “I see,” said Bo. It is my car.", "Ann", [(0, 45)]))
    [(0, 3, 'Ann is'), (39, 41, "Ann's")]
    """
    for start, end in parts:
        said = [found.span() for found in _SAID.finditer(text, start, end)]
        last = start
        for found in compiled(_FIRST).finditer(text, start, end):
            quoted = any(a <= found.start() < b for a, b in said)
            if quoted or _COUNTRY.fullmatch(found[0]):
                continue
            if last == start or _ENDS.search(text, last, found.start()):
                yield *found.span(), _named(found, name)
            last = found.end()


def of_another(sentence: str) -> bool:
    """Whether ``sentence``, of a text in which somebody tells of themselves, is about another, or
    what another says of themselves.

    >>> of_another("He began in Malmö."), of_another("She asked me."), of_another("“I sold it.”")
    (True, False, True)
    >>> of_another("My friend Bo runs a bar."), of_another("My mother taught me that.")
    (True, False)
    """
    if compiled(_QUOTED).match(sentence):
        return not compiled(_TELLS).search(_SAID.sub(" ", sentence))
    begins = compiled(_OF_ANOTHER).match(sentence)
    return begins is not None and not of_oneself(sentence[begins.end() :])


def asks_of_others(question: str) -> bool:
    """Whether ``question`` asks of those who are near somebody: "how did Lee's brother help?"."""
    return compiled(rf"\b(?:{_PERSON}|{_NEAR})\b").search(question) is not None


def of_oneself(text: str, *, alone: bool = False) -> bool:
    """Whether who wrote ``text`` speaks of themselves in it, outside quotation marks; ``alone``:
    not of a "we".

    >>> of_oneself("I was there."), of_oneself("“I was there,” she said."), of_oneself("The US.")
    (True, False, False)
    """
    if alone:
        return compiled(_I).search(_SAID.sub(" ", text)) is not None
    return next(changes(text, "", [(0, len(text))]), None) is not None


def _named(found: re.Match[str], name: str) -> str:
    if found["whose"]:
        return f"{name}'s"
    verb = found["short"] or found["verb"] or found["many"] or found["verbs"]
    return f"{name} {_VERBS[verb.strip()]}" if verb else name


@dataclass(frozen=True, slots=True)
class Retold:
    """``text`` is the one that is retold; the places in it, and in the one that was written, at
    which each change begins and ends, in order.
    """

    text: str
    _starts: list[int]
    _ends: list[int]
    _old: list[Span]

    @classmethod
    def of(cls, text: str, made: Iterable[Change]) -> Retold:
        """``text`` with the changes that are ``made``, in order."""
        parts, starts, ends, old = [], list[int](), list[int](), list[Span]()
        at = length = 0
        for start, end, words in made:
            parts += [text[at:start], words]
            length += start - at
            starts.append(length)
            length += len(words)
            ends.append(length)
            old.append((start, end))
            at = end
        return cls("".join([*parts, text[at:]]), starts, ends, old)

    def place(self, at: int) -> int:
        """Where in this text the place ``at`` of the written one is; the beginning of a change for
        one inside it.
        """
        number = bisect_right(self._old, (at, len(self.text) + at)) - 1
        if number < 0:
            return at
        _, end = self._old[number]
        return self._starts[number] if at < end else self._ends[number] + at - end

    def written(self, span: Span) -> Span:
        """What of the written text a ``span`` of this one stands for, with all of what is changed
        in part of it.

        >>> Retold.of("I sold my car.", [(0, 1, "Ann"), (7, 9, "Ann's")]).written((0, 8))
        (0, 6)
        """
        start, end = span
        return self._written(start, 0), self._written(end, 1)

    def _written(self, at: int, side: int) -> int:
        number = bisect_right(self._starts, at - side) - 1
        if number < 0:
            return at
        if at - side < self._ends[number]:
            return self._old[number][side]
        return self._old[number][1] + at - self._ends[number]
