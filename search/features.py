"""What the sentence picker looks at in a sentence, as numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

PLAIN = (
    "passage_cosine",
    "passage_score",
    "bm25",
    "covered_by_sentence",
    "covered_by_passage",
    "length",
    "kind",
)
"""Those that take no vector of the sentence."""
NAMES = ("cosine", *PLAIN, "peak")
"""cosine: question and sentence. passage_cosine, passage_score: of its passage, the latter fused.
bm25: its BM25Okapi among the sentences read, as a share of the best. covered_by_…: share of the
question's terms, weighted by idf, that the sentence, or its passage and title, holds. length:
ln(1 + terms). kind: 1 if it holds what the question word asks for, 0 if it does not, 0.5 if the
question word asks for nothing particular. peak: how far its cosine lies above the mean of all
sentences read (a query performance predictor in the way of Shtok et al. 2012, NQC)."""

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"thousands?|millions?|billions?|half|percent|none|no)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|"
    r"july|august|september|october|november|december|morning|noon|afternoon|evening|night|"
    r"midnight|today|yesterday|tomorrow|week|month|year|century|decade)s?\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\s“\"'(])[^\W\d_a-z]\w+")
_NAMED = re.compile(r"(?<=\s)[^\W\d_a-z][\w’'.-]*|\d[\d.,]*")
_TOKEN = re.compile(r"\w[\w’'.,-]*")
_REASON = re.compile(
    r"\b(?:because|since|due|so that|in order|after|as a result|caused?|reasons?|to)\b",
    re.IGNORECASE,
)
_KINDS = (
    (re.compile(r"\bhow (?:many|much|old|far|long|tall|big|large|high|often)\b|"
                r"\b(?:what|which) (?:number|percentage|amount|age)\b", re.IGNORECASE), _NUMBER),
    (re.compile(r"\bwhen\b|\b(?:what|which) (?:year|day|date|month|time|decade|century)\b",
                re.IGNORECASE), _TIME),
    (re.compile(r"\bwho(?:se|m)?\b|\bwhere\b|\b(?:what|which) (?:country|city|state|company)\b",
                re.IGNORECASE), _NAME),
    (re.compile(r"\bwhy\b", re.IGNORECASE), _REASON),
)  # fmt: skip


def kind(question: str, sentence: str) -> float:
    """Whether ``sentence`` holds the kind of thing that ``question`` asks for.

    >>> kind("How many were hurt?", "Five people were hurt.")
    1.0
    """
    for asked, given in _KINDS:
        if asked.search(question):
            return 1.0 if given.search(sentence) else 0.0
    return 0.5


def covered(idf: Mapping[str, float], found: Iterable[str]) -> float:
    """Share of the weights in ``idf`` whose term is among ``found``; 0 where there is no weight.

    >>> covered({"gift": 3.0, "what": 1.0}, ["gift", "kim"])
    0.75
    """
    total = sum(idf.values())
    held = set(found)
    return sum(weight for term, weight in idf.items() if term in held) / total if total else 0.0


def named(question: str) -> frozenset[str]:
    """The names and numbers in ``question``: what begins with a capital letter, but its first word.

    >>> sorted(named("Did Putin visit Pyongyang in 2000?"))
    ['2000', 'putin', 'pyongyang']
    """
    return frozenset(_bare(word) for word in _NAMED.findall(question))


def words(text: str) -> set[str]:
    """Its words and numbers, as ``named`` writes them."""
    return {_bare(word) for word in _TOKEN.findall(text)}


def share_of_named(names: frozenset[str], found: set[str]) -> float:
    """Which share of ``names`` is among ``found``; 1 where there are none.

    >>> share_of_named(named("Did Putin visit Pyongyang?"), words("Putin's guard, and PUTIN"))
    0.5
    """
    return len(names & found) / len(names) if names else 1.0


def _bare(word: str) -> str:
    """Lower case, without what follows a name or number."""
    word = word.casefold().rstrip(".,’'-")
    return word.removesuffix("'s").removesuffix("’s")


def length(terms: int) -> float:
    """See NAMES."""
    return math.log1p(terms)
