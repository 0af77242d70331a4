"""Who says what: the sentences of a text that report what somebody said, by their form, in English.

In steps from the surest form to the least, as quotes are attributed since Elson and McKeown 2010,
"Automatic attribution of quoted speech in literary narrative", and Muzny et al. 2017, "A two-stage
sieve approach for quote attribution": the name beside a verb of saying; a pronoun beside one, of
whom was last spoken; words within quotation marks that go on from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.canonical import has_words
from index.stopwords import ENGLISH
from search.speech import (
    ASIDE,
    BETWEEN,
    DOES,
    ENDS,
    FOR,
    FOR_IT,
    FULL_NAME,
    HE_SAYS,
    INVERTED,
    OF_NONE,
    QUOTED,
    SAYS,
    SOMEBODY_SAYS,
    THEN,
    TITLES,
)
from search.wording import compiled, not_whose

KEPT = 64
"""Names whose forms are kept compiled."""
FORGOTTEN = 3
"""Sentences after which nobody knows any more who "he" is."""
LONGEST = 1_000
"""Characters of a sentence that are looked at."""
_EARLY = 50
"""Characters at the beginning of a sentence in which the one it is about is named."""
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_NOBODY = frozenset(
    (*ENGLISH, "although", "yet", "since", "may", "will", "however", *_DAYS.split())
)
"""Words that with a capital letter may be no name."""
_FIRST_NAME = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,2}$")
_MARK = re.compile(r"[“”\"]")
_OPENS = re.compile(r"\s*[“\"]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody, or a firm or an office, by the words of a name."""

    words: tuple[str, ...]

    @classmethod
    def named(cls, name: str) -> Speaker | None:
        """The one of that name; None where it has no word that may name somebody.

        >>> Speaker.named("President Joe Biden").words, Speaker.named("the police").words
        (('Joe', 'Biden'), ('police',))
        """
        words = re.findall(r"\w[\w.&’'-]*", not_whose(name))
        kept = [word for word in words if word.casefold() not in TITLES] or words[-1:]
        return cls(tuple(kept)) if any(word not in _NOBODY for word in kept) else None

    def begins(self, sentence: str) -> bool:
        """Whether ``sentence`` is about them: they are named at its beginning, and nobody before.

        >>> Speaker.named("Ann Lee").begins("On Friday Lee came.")
        True
        >>> Speaker.named("Ann Lee").begins("Hall thanked Lee.")
        False
        """
        found = _mention(self.words).search(sentence)
        if found is None or found.start() > _EARLY or not self._is(found, sentence):
            return False
        before = sentence[: found.start()]
        if len(self.words) == 1:
            before = _FIRST_NAME.sub("", before)
        own = {word.casefold() for word in self.words}
        names = re.findall(r"\b[A-Z]\w*", before)
        return all(name.casefold() in TITLES | _NOBODY | own for name in names)

    def is_person(self, sentence: str) -> bool:
        """Whether ``sentence``, which names them, writes that as the name of a person."""
        found = _mention(self.words).search(sentence)
        if found is None or re.search(r"\bthe $", sentence[: found.start()], re.IGNORECASE):
            return False
        begins = not has_words(sentence[: found.start()])
        return found[0].istitle() and (not begins or self.words[-1][0].isupper())

    def says(self, sentence: str) -> bool:
        """Whether ``sentence`` names them as who says it.

        >>> Speaker.named("Ann Lee").says("“It is closed,” said the mayor, Ann Lee.")
        True
        >>> Speaker.named("Ann Lee").says("Tom Lee said that it was closed.")
        False
        """
        return _mention(self.words).search(sentence) is not None and any(
            self._is(found, sentence)
            for form in _attributions(self.words)
            for found in form.finditer(sentence)
        )

    def _is(self, found: re.Match[str], sentence: str) -> bool:
        """Whether it is not somebody else with that last name."""
        if len(self.words) == 1 or len(found["name"].split()) > 1:
            return True
        before = re.search(r"(\w[\w.’'-]*)\s+$", sentence[: found.start("name")])
        first = before[1] if before else ""
        return (
            not first[:1].isupper()
            or first.rstrip(".").casefold() in TITLES | _NOBODY
            or first[0].casefold() == self.words[0][0].casefold()
        )


@lru_cache(KEPT)
def _mention(words: tuple[str, ...]) -> re.Pattern[str]:
    """Where a name stands."""
    return re.compile(_name(words), re.IGNORECASE)


@lru_cache(KEPT)
def _attributions(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Where a name stands as that of who says something."""
    name = _name(words)
    forms = (
        rf"{OF_NONE}{name}{FOR}{ASIDE}\s+{THEN}{SAYS}\b",
        rf"{FOR_IT} (?:for|of|at|from|with) (?:the )?{name}{ASIDE}\s+{THEN}{SAYS}\b",
        rf"{QUOTED}\s*{name}{ASIDE}\s+{THEN}{DOES}",
        rf"{QUOTED}\s*{DOES}\s+(?:{BETWEEN}\s+){{0,6}}?{name}",
        rf"{ENDS}\s*{INVERTED}\s+(?:{BETWEEN}\s+){{0,6}}?{name}",
        rf"{ENDS}\s*{INVERTED}\s+(?:the|an?|its|his|her|their) [^,.;“”\"]{{1,80}}, "
        rf"(?:\w+\s+){{0,3}}?{name}",
        rf"according to (?:[^\W\d][\w’'.-]*\s+){{0,6}}?{name}",
        rf"^\W*{name}(?: ?\([^()]{{1,40}}\)|, [^:“”\"]{{1,40}})?:\s",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _name(words: tuple[str, ...]) -> str:
    """A form of a name, whole or its last word."""
    *_, last = written = [_written(word) for word in words]
    if len(words) > 1:
        last = rf"(?<!\bthe )(?<!\ba ){last}"
    whole = r"\s+".join(written)
    return rf"(?<![\w-])(?P<name>{whole}|{last})(?![\w-])"


def _written(word: str) -> str:
    """A form of ``word``: with a capital letter, and no date, where it is another word without one,
    as "May" and "WHO" are.
    """
    form = re.escape(word)
    if not word[0].isupper() or word.casefold() not in _NOBODY:
        return form
    return rf"(?<!\bin )(?<!\bof )(?-i:{form[0]}){form[1:]}(?! \d)"


def said_by(speaker: Speaker | None, sentences: Sequence[str]) -> list[int | None]:
    """Of each of ``sentences``, which follow each other, the number of the one that names
    ``speaker`` as who says it, or as who is spoken of there; None where it is not said by them.
    Without a ``speaker``, of what anybody says.

    >>> said_by(Speaker.named("Lee"), ["Lee came.", "“It rots,” he said.", "“It will fall.”"])
    [None, 0, 0]
    """
    sentences = [words[:LONGEST] for words in sentences]
    found: list[int | None] = []
    by: int | None = None
    silent, spoke, inside = 0, 0, False
    for number, words in enumerate(sentences):
        goes_on = inside or _OPENS.match(words) is not None
        somebody = compiled(SOMEBODY_SAYS).search(words) is not None
        silent += 1
        says = False
        if speaker.says(words) if speaker else somebody:
            by, says = number, True
        elif somebody:
            by = None
        elif compiled(HE_SAYS).search(words):
            says = by is not None and silent <= FORGOTTEN and _he(speaker, sentences[by])
        elif goes_on:
            says = by is not None and 0 < spoke <= FORGOTTEN
        elif speaker.begins(words) if speaker else compiled(FULL_NAME).match(words):
            by, silent = number, 0
        elif compiled(FULL_NAME).match(words):
            by = None
        spoke = 0 if not says else spoke + 1 if inside and not _MARK.search(words) else 1
        silent = 0 if says else silent
        found.append(by if says else None)
        inside = _inside(words, inside)
    return _begun(sentences, found)


def _he(speaker: Speaker | None, sentence: str) -> bool:
    """Whether "he" or "she" may be who ``sentence`` names."""
    return speaker is None or speaker.is_person(sentence)


def _inside(words: str, inside: bool) -> bool:
    """Whether a quotation is open after ``words``."""
    for mark in _MARK.findall(words):
        inside = mark == "“" or (mark == '"' and not inside)
    return inside


def _begun(sentences: Sequence[str], found: Sequence[int | None]) -> list[int | None]:
    """``found``, with the sentences that begin a quotation at whose end somebody is named."""
    made = list(found)
    start: int | None = None
    inside = False
    for number, words in enumerate(sentences):
        if not inside:
            start = number if _OPENS.match(words) else None
        elif start is not None:
            if found[number] is not None:
                made[start:number] = [found[number]] * (number - start)
            if number - start == FORGOTTEN or compiled(SOMEBODY_SAYS).search(words):
                start = None
        inside = _inside(words, inside)
    return made
