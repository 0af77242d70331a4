"""The sentence picker: a reader that needs no trained model, only a logistic regression.

Every sentence of the best passages gets the features of search/features.py, BM25Okapi (rank-bm25)
over just these sentences among them. Their weighted sum orders the sentences; a second logistic
regression over the same features gives the probability that the quote answers. Both were
fitted by bench/fit_support.py on questions that are in no test collection.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index.bylines import is_byline
from index.credits import credit
from index.datelines import is_date, is_day, is_place
from index.embed import Embedder, Vectors
from index.sparse import SparseIndex
from index.split import sentence_spans
from search.calibration import Calibration, fitted
from search.features import NAMES, covered, kind, length
from search.items import quoted, units
from search.reader import Quoted, Reading, ScoredSpan, reading
from search.results import Hit
from search.rows import beside

ENTRIES = 3
"""Days that have a line of their own in a diary, at least."""
MOST_OF_DIARY = 50_000
"""Characters that are looked at for them."""
_REQUEST = re.compile(r"[\W_]*(?:please|(?:can|could|would|will) you)\b", re.IGNORECASE)
_PLAYER = re.compile(r"JUST WATCHED\b.*|(?:MUST WATCH\b|Replay More Videos\b).*", re.DOTALL)
_QUESTION = re.compile(r"[^\"“”„«»]*\?\s*")


def calibration() -> Calibration:
    """The picker's."""
    return fitted("picker.json", NAMES)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of ``hits[hit]`` with its span in the article and its features."""

    hit: int
    start: int
    end: int
    features: tuple[float, ...]
    listed: Quoted | None = None
    """See ScoredSpan."""


@dataclass(frozen=True, slots=True)
class Described:
    """A sentence of ``hits[hit]``: its span in the article, the ``words`` that are compared with
    the question, and its features in the order of PLAIN (search/features.py).
    """

    hit: int
    start: int
    end: int
    words: str
    plain: tuple[float, ...]
    listed: Quoted | None = None
    """See ScoredSpan."""


class SentencePicker:
    """See Reader."""

    def __init__(
        self,
        embedder: Embedder,
        terms: SparseIndex,
        vector: Callable[[str], Vectors] | None = None,
    ) -> None:
        """``vector``: the question's, where it is known already."""
        self._embedder = embedder
        self._terms = terms
        self._vector = vector or (lambda question: embedder.encode([question])[0])

    @property
    def threshold(self) -> float:
        """See Reader."""
        return calibration().threshold

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """See Reader."""
        weigh = calibration()
        spans: list[list[ScoredSpan]] = [[] for _ in hits]
        for c in self.candidates(question, hits):
            score = weigh.score(c.features)
            support = weigh.support(c.features)
            spans[c.hit].append(ScoredSpan(c.start, c.end, score, support, listed=c.listed))
        return [reading(hit.score, found) for hit, found in zip(hits, spans, strict=True)]

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Every sentence that ``described`` tells of, in order, with its features."""
        found = described(question, hits, self._terms)
        if not found:
            return []
        vectors = self._embedder.encode([each.words for each in found])
        cosines: list[float] = (vectors @ self._vector(question)).tolist()
        mean = sum(cosines) / len(cosines)
        return [
            Candidate(
                each.hit, each.start, each.end, (cosine, *each.plain, cosine - mean), each.listed
            )
            for each, cosine in zip(found, cosines, strict=True)
        ]


def described(question: str, hits: Sequence[Hit], terms: SparseIndex) -> list[Described]:
    """Every sentence of the passages, in order, but for questions; what they hold of a list as one;
    of the rows of a table those that the question may ask about.
    """
    places = [(n, unit) for n, hit in enumerate(hits) for unit in units(hit, spans_of(hit))]
    analyze = terms.analyzer.terms
    texts = [unit.words(hits[n].article.text) for n, unit in places]
    articles = [hits[n].article.id for n, _ in places]
    others = beside(question, list(zip(articles, texts, strict=True)), analyze)
    others |= {number for number, text in enumerate(texts) if is_question(text)}
    kept = [number for number in range(len(places)) if number not in others]
    texts = [
        f"{texts[k - 1]} {texts[k]}"
        if k and places[k - 1][0] == places[k][0] and is_question(texts[k - 1])
        else texts[k]
        for k in kept
    ]
    places = [places[k] for k in kept]
    idf = {term: terms.idf(term) for term in analyze(question)}
    of_sentence = [analyze(text) for text in texts]
    bm25 = _shares(of_sentence, list(idf))
    of_passage = [covered(idf, analyze(f"{hit.article.title} {hit.passage.text}")) for hit in hits]
    return [
        Described(
            n,
            unit.start,
            unit.end,
            text,
            (
                hits[n].scores.get("dense", 0.0),
                hits[n].score,
                share,
                covered(idf, words),
                of_passage[n],
                length(len(words)),
                kind(question, text),
            ),
            quoted(question, unit, hits[n], analyze),
        )
        for (n, unit), text, share, words in zip(places, texts, bm25, of_sentence, strict=True)
    ]


def _shares(sentences_: list[list[str]], terms: list[str]) -> list[float]:
    """BM25Okapi of each sentence for ``terms``, as a share of the best; 0 where nothing matches."""
    from rank_bm25 import BM25Okapi

    # BM25Okapi divides by the mean length, so a corpus without a single term is left out.
    if not terms or not any(sentences_):
        return [0.0] * len(sentences_)
    scores = np.maximum(BM25Okapi(sentences_).get_scores(terms), 0.0)
    most = float(scores.max())
    return [float(score) / most if most > 0 else 0.0 for score in scores]


def spans_of(hit: Hit) -> list[tuple[int, int]]:
    """Spans of the sentences of a hit's passage, in code points of the article. A line that is a
    date or names the author is none, unless there is nothing else.
    """
    start, text = hit.passage.span.start, hit.passage.text
    spans = saying(text, hit.article.text) or sentence_spans(text)
    return [(start + a, start + b) for a, b in spans]


def is_question(sentence: str) -> bool:
    """Whether ``sentence`` asks and quotes nobody: it may be like the question that is asked, and
    answers none.

    >>> is_question("Q: Who was it?"), is_question("“Who was it?” she asked."), is_question("A: I.")
    (True, False, False)
    >>> is_question("Can you ask Carla for the key?")
    False
    """
    asks = _QUESTION.fullmatch(sentence) is not None
    return asks and not _REQUEST.match(sentence)


def saying(text: str, whole: str | None = None) -> list[tuple[int, int]]:
    r"""Spans of the sentences of ``text``, a part of ``whole``, without lines that say when it was
    written, where, or by whom, are an address, or of a video, and nothing else. In a diary a day
    is one with the sentence below.

    >>> saying("4 June 2024\nIt rained.\n5 June 2024\nIt did not.\n6 June 2024\nIt did.")[0]
    (0, 22)
    """
    signed = credit(text) if whole is None or whole.startswith(text) else None
    low = signed.end if signed else 0
    spans = [(a, b) for a, b in sentence_spans(text) if a >= low]
    found: list[tuple[int, int]] = []
    entry: int | None = None
    for a, b in spans:
        words = text[a:b]
        if is_day(words) or any(aside(words) for aside in _ASIDES):
            entry = a if is_day(words) and _is_diary(whole or text) else None
        else:
            found.append((a if entry is None else entry, b))
            entry = None
    return found


def _is_address(words: str) -> bool:
    return "://" in words and len(words.split()) == 1


def _is_player(words: str) -> bool:
    """What the player of a video says on a page of CNN, which goes with its text."""
    return _PLAYER.fullmatch(words) is not None


_ASIDES = (is_date, is_place, is_byline, _is_address, _is_player)


def _is_diary(text: str) -> bool:
    days = (each for each in text[:MOST_OF_DIARY].split("\n") if is_day(each))
    return len(list(islice(days, ENTRIES))) == ENTRIES
