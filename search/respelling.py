"""A question as it was meant: a word that no article says is read as the nearest that one does.

The term index has stems alone, and two words may be near where their stems are not ("elecion" and
"election"), and the other way round. So the stems that are near lead to the words that articles
have of them, common English words with the stem of a word of the articles are added, and what is
compared in the end are words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from index.common_words import common
from index.sparse import SparseIndex
from index.spelling import near, reach
from index.terms import composed

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"\"[^\"]{0,200}\"|“[^”]{0,200}”|„[^“”]{0,200}[“”]|«[^»]{0,200}»")
_PARTS = re.compile(rf"{_QUOTED.pattern}|{_WORD.pattern}")
TEXTS = 5
"""Passages that are looked through for the words that have a stem."""

ASKING = (
    "what", "which", "when", "where", "whose", "were", "does", "have", "many", "much", "would",
    "could", "should", "about", "between", "before", "after", "during", "people",
)  # fmt: skip
ABBREVIATED = 5
"""Letters of a word in capitals that stands for several: it is meant as another such alone."""
MOST_WORDS = 8
"""Words of a question that are read as others: each takes some 20 ms, and no slip has more."""

Saying = Callable[[Sequence[str]], Mapping[str, Sequence[str]]]
"""Gives of each term texts of articles that have it."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A question in the words that it was read with, and each word that was read as another."""

    text: str
    words: dict[str, str] = field(default_factory=dict)


def meant(
    question: str,
    terms: SparseIndex,
    saying: Saying,
    is_name: Callable[[str], object] | None = None,
) -> Meant:
    """``question`` with its misspelt words as articles write them. What stands in quotation marks,
    or ``is_name`` of somebody, is meant as it is.
    """
    words_unsaid = terms.unsaid(_QUOTED.sub(" ", question))
    unsaid = {word: term for word, term in words_unsaid.items() if not (is_name and is_name(word))}
    others = [term for term in terms.asked(question) if term not in words_unsaid.values()]
    written = [] if question.isupper() else _WORD.findall(question)
    short = {each.lower() for each in written if _is_abbreviated(each)}
    words = {
        word: nearest
        for word, term in islice(unsaid.items(), MOST_WORDS)
        if (nearest := _read_as(word, term, others, terms, saying, capitals=word in short))
    }
    if not words:
        return Meant(question)

    def mended(match: re.Match[str]) -> str:
        word = words.get(match[0].lower())
        if word is None:
            return match[0]
        if match[0].lower() in short:
            return word.upper()
        return word.capitalize() if match[0][0].isupper() else word

    return Meant(_PARTS.sub(mended, composed(question)), words)


def _is_abbreviated(word: str) -> bool:
    return word.isupper() and 1 < len(word) <= ABBREVIATED


def _read_as(
    word: str, term: str, others: list[str], terms: SparseIndex, saying: Saying, *, capitals: bool
) -> str | None:
    """What ``word`` is read as; one in ``capitals`` only as what articles write so too."""
    if capitals:
        stems = dict(_said(word, term, terms, saying, _is_abbreviated))
        return _nearest(word, stems, others, terms)
    stems = dict([*_common(word, terms), *_said(word, term, terms, saying)])
    return _nearest(word, stems, others, terms) or _asking(word, terms)


def _nearest(word: str, stems: dict[str, str], others: list[str], terms: SparseIndex) -> str | None:
    """The one of ``stems``, by words, that is nearest to ``word``: of those as near the one beside
    which most is said of what else is asked, then the one that most articles have.
    """
    found = near(word, stems, reach(word))
    if not found:
        return None
    fits = [each for each, far in found if far == found[0][1]]
    if len(fits) == 1:
        return fits[0]
    beside = {stem: terms.beside(stem, others) for stem in {stems[each] for each in fits}}
    return max(fits, key=lambda each: (beside[stems[each]], terms.holders(stems[each])))


def _asking(word: str, terms: SparseIndex) -> str | None:
    """The word that questions are asked with and ``word`` is but one slip from: no article is found
    by it, but the reader reads it. Other words that no article says are left as they are.
    """
    if terms.analyzer.language != "english":
        return None
    return next((each for each, _ in near(word, ASKING, 1)), None)


def _said(
    word: str,
    term: str,
    terms: SparseIndex,
    saying: Saying,
    which: Callable[[str], bool] = bool,
) -> Iterator[tuple[str, str]]:
    """Words of articles whose terms are near, with these terms: of those written as ``which``."""
    for stem, texts in saying(terms.near(word, term)).items():
        written = {each for text in texts for each in _WORD.findall(composed(text)) if which(each)}
        for each in {each.lower() for each in written}:
            if terms.analyzer.terms(each) == [stem]:
                yield each, stem


def _common(word: str, terms: SparseIndex) -> Iterator[tuple[str, str]]:
    """Common words of English that are near and whose terms articles have."""
    if terms.analyzer.language == "english":
        for each, _ in near(word, common(), reach(word)):
            for stem in terms.analyzer.terms(each):
                if terms.holders(stem):
                    yield each, stem
