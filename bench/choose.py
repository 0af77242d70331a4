"""The choices of retrieval, each tried on every collection beside what is shipped.

    python -m bench.choose COLLECTIONS WORK [--only COLLECTION]... [--group GROUP]... [--part N]

Works on the matrices of bench/lab.py. Of every variant: nDCG@10 of articles, its difference to the
shipped setting and the standard error of that; results are kept in results/choices.json and
printed with the mean rank over collections. --part: articles of realtimeqa-2022.
"""

from __future__ import annotations

import argparse
import datetime
import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from bench import lab, results_file
from bench.cached import CachedEmbedder
from bench.lab import Field, Matrix
from bench.typos import spoilt
from index.models import load
from index.spelling import Vocabulary, reach
from index.stopwords import ENGLISH
from index.terms import TITLE_WEIGHT, Analyzer, composed
from search.judged import Judged
from search.measures import retrieval
from search.settings import Settings

NAMES = ("xquad-en", "time", "cacm", "scifact", "squad2-dev-half", "realtimeqa-2022")
RESULTS = results_file.FOLDER / "choices.json"
WEIGHT, DEPTH, K1, B = Settings().dense_weight, Settings().depth, 1.2, 0.75


class Words:
    """An analyzer with other stop words, no stems, or a change of the text before."""

    def __init__(
        self, stop: str = "snowball", stems: bool = True, change: Callable[[str], str] = str
    ) -> None:
        from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

        chain = TextAnalyzerBuilder(Tokenizer.simple())
        chain = chain.filter(Filter.remove_long(64)).filter(Filter.lowercase())
        if stop == "snowball":
            chain = chain.filter(Filter.custom_stopword(list(ENGLISH)))
        elif stop == "lucene":
            chain = chain.filter(Filter.stopword("english"))
        if stems:
            chain = chain.filter(Filter.stemmer("english"))
        self._chain = chain.filter(Filter.ascii_fold()).build()
        self._change = change

    def terms(self, text: str) -> list[str]:
        """See index.terms.Analyzer."""
        found: list[str] = self._chain.analyze(self._change(composed(text)))
        return found


class Pairs(Words):
    """Neighbouring terms as one."""

    def terms(self, text: str) -> list[str]:
        """See Words."""
        found = super().terms(text)
        return [f"{a} {b}" for a, b in pairwise(found)]


@dataclass(slots=True)
class Case:
    """A collection with its matrices, questions × passages, unless they say otherwise."""

    made: lab.Cut
    passages: Matrix
    questions: Matrix
    analyzer: Any

    @property
    def judged(self) -> Judged:
        """The collection."""
        return self.made.judged

    @property
    def owner(self) -> np.ndarray[Any, Any]:
        """The document of each passage."""
        return self.made.owner

    @property
    def cosine(self) -> Matrix:
        """Of question and passage."""
        return self.questions @ self.passages.T

    def asked(self, analyzer: Any = None) -> list[dict[str, float]]:
        """The distinct terms of each question."""
        terms = (analyzer or self.analyzer).terms
        return [dict.fromkeys(terms(q.text), 1.0) for q in self.judged.questions]

    def whole(self, analyzer: Any = None) -> Field:
        """The documents, titles in the text."""
        documents = self.judged.documents
        return Field([f"{d.title}\n{d.text}" for d in documents], analyzer or self.analyzer)

    def bm25(
        self,
        k1: float = K1,
        b: float = B,
        title: float = TITLE_WEIGHT,
        article: float = 1.0,
        analyzer: Any = None,
    ) -> Matrix:
        """As the sparse retriever sums it."""
        analyzer = analyzer or self.analyzer
        asked = self.asked(analyzer)
        total = lab.bm25(asked, Field(self.made.texts, analyzer), k1, b)
        if title:
            total = total + title * lab.bm25(asked, Field(self.made.titles, analyzer), k1, b)
        if article:
            total = total + article * lab.bm25(asked, self.whole(analyzer), k1, b)[:, self.owner]
        return total

    def articles(self, scores: Matrix) -> Matrix:
        """Questions × documents: the best passage of each."""
        starts = np.flatnonzero(np.r_[True, self.owner[1:] != self.owner[:-1]])
        return np.maximum.reduceat(scores, starts, axis=1)

    def ndcg(self, articles: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """nDCG@10 of each question."""
        names, questions = [d.origin for d in self.judged.documents], self.judged.questions
        run = {
            q.id: [names[n] for n in np.argsort(-row, kind="stable")[:10]]
            for q, row in zip(questions, articles, strict=True)
        }
        values = retrieval({q.id: q.relevant for q in questions}, run)["nDCG@10"]
        return np.array([values[q.id] for q in questions])


def candidates(cosine: Matrix, bm25: Matrix, depth: int) -> np.ndarray[Any, Any]:
    """What either ranking has among its first ``depth``."""
    held = np.zeros(cosine.shape, dtype=bool)
    for scores in (cosine, bm25):
        k = min(depth, scores.shape[1])
        np.put_along_axis(held, np.argpartition(-scores, k - 1, axis=1)[:, :k], True, axis=1)
    return held


def convex(
    cosine: Matrix,
    bm25: Matrix,
    weight: float = WEIGHT,
    least: float = -1.0,
    depth: int = DEPTH,
) -> Matrix:
    """As search.fuse.convex, over the candidates; -1 elsewhere."""
    held = candidates(cosine, bm25, depth)
    near = np.where(held, cosine, least).max(axis=1, keepdims=True)
    most = np.maximum(np.where(held, bm25, 0).max(axis=1, keepdims=True), 1e-9)
    fused = weight * (cosine - least) / np.maximum(near - least, 1e-9) + (1 - weight) * bm25 / most
    return np.where(held, fused, -1).astype(np.float32)


def rrf(cosine: Matrix, bm25: Matrix, k: int = 60) -> Matrix:
    """As search.fuse.rrf."""
    total = np.zeros(cosine.shape, dtype=np.float32)
    for scores in (cosine, bm25):
        rank = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable") + 1
        total += np.where((rank <= DEPTH) & (scores > 0), 1 / (k + rank), 0)
    return total


Variants = Iterator[tuple[str, np.ndarray[Any, Any]]]
"""A name and article scores, questions × documents; the first one is shipped."""


def fusion(case: Case) -> Variants:
    cosine, bm25 = case.cosine, case.bm25()
    yield "convex .8", case.articles(convex(cosine, bm25))
    for weight in (0.6, 0.7, 0.75, 0.85, 0.9):
        yield f"convex {weight}", case.articles(convex(cosine, bm25, weight))
    for weight in (0.4, 0.5, 0.6):
        yield f"convex {weight}, cosines from 0", case.articles(convex(cosine, bm25, weight, 0.0))
    yield "RRF 60", case.articles(rrf(cosine, bm25))
    yield "sparse", case.articles(bm25)
    yield "dense", case.articles(cosine)


def article(case: Case) -> Variants:
    cosine = case.cosine
    yield "passage + article", case.articles(convex(cosine, case.bm25()))
    for share in (0.0, 0.5, 2.0):
        scores = convex(cosine, case.bm25(article=share))
        yield f"passage + {share:g} article", case.articles(scores)
    counts = np.bincount(case.owner)[:, None]
    mean = np.zeros((len(counts), case.passages.shape[1]), dtype=np.float32)
    np.add.at(mean, case.owner, case.passages)
    mean /= np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)
    near: Matrix = (case.questions @ mean.T)[:, case.owner]
    yield (
        "and .3 of the mean vector",
        case.articles(convex(((cosine + 0.3 * near) / 1.3).astype(np.float32), case.bm25())),
    )
    fused = convex(cosine, case.bm25())
    ends = np.cumsum(counts[:, 0])
    for share in (0.05, 0.2):
        total = case.articles(fused)
        for n, (a, b) in enumerate(zip(ends - counts[:, 0], ends, strict=True)):
            own = np.sort(np.maximum(fused[:, a:b], 0), axis=1)[:, ::-1]
            total[:, n] += share * own[:, 1:3].sum(axis=1)
        yield f"best passage + {share:g} of the next two", total


def terms(case: Case) -> Variants:
    cosine = case.cosine
    yield "shipped", case.articles(convex(cosine, case.bm25()))
    for weight in (0.0, 1.0, 2.0):
        scores = convex(cosine, case.bm25(title=weight))
        yield f"title {weight:g}", case.articles(scores)
    for k1, b in ((0.9, 0.4), (1.2, 0.4), (0.9, 0.75), (1.6, 0.75)):
        yield f"k1 {k1}, b {b}", case.articles(convex(cosine, case.bm25(k1, b)))
    changed = {
        "Lucene's 33 stop words": Words("lucene"),
        "no stop words": Words("none"),
        "no stems": Words(stems=False),
        "U.S. as US": Words(change=lambda t: _ACRONYM.sub(lambda m: m[0].replace(".", ""), t)),
        "1,000 as 1000": Words(change=lambda t: re.sub(r"(?<=\d),(?=\d{3}\b)", "", t)),
    }
    for name, analyzer in changed.items():
        yield name, case.articles(convex(cosine, case.bm25(analyzer=analyzer)))
    pairs = Pairs()
    scores = lab.bm25(case.asked(pairs), Field(case.made.texts, pairs), K1, B)
    yield "and .2 of neighbouring pairs", case.articles(convex(cosine, case.bm25() + 0.2 * scores))


_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]\b\.?")


def depth(case: Case) -> Variants:
    cosine, bm25 = case.cosine, case.bm25()
    yield "100", case.articles(convex(cosine, bm25))
    for number in (10, 30, 300, 1000):
        yield str(number), case.articles(convex(cosine, bm25, depth=number))


def feedback(case: Case) -> Variants:
    cosine, bm25 = case.cosine, case.bm25()
    fused = convex(cosine, bm25)
    yield "none", case.articles(fused)
    for number, share in ((3, 0.2), (5, 0.3)):
        best = np.argsort(-fused, axis=1)[:, :number]
        moved = case.questions + share * case.passages[best].mean(axis=1)
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
        scores = convex(moved @ case.passages.T, bm25)
        yield f"{share} of the best {number} vectors", case.articles(scores)


def recency(case: Case) -> Variants:
    """With the day on which each question was asked, where it is known."""
    fused = np.maximum(case.articles(convex(case.cosine, case.bm25())), 0)
    yield "none", fused
    asked, published = (
        [datetime.date.fromisoformat(day).toordinal() if day else None for day in days]
        for days in (
            [q.date for q in case.judged.questions], [d.published for d in case.judged.documents]
        )
    )  # fmt: skip
    if not any(asked) or not any(published):
        return
    age = np.array([[abs(q - d) if q and d else np.inf for d in published] for q in asked])
    week = age <= 10
    for share in (0.02, 0.05, 0.1):
        yield f"{share} · exp(-days/7)", fused + share * np.exp(-age / 7)
        yield f"{share} · exp(-days/30)", fused + share * np.exp(-age / 30)
    this = np.array(["this week" in q.text.lower() for q in case.judged.questions])
    yield "'this week' only: .1 within 10 days", fused + 0.1 * week * this[:, None]


GROUPS = {
    "fusion": fusion, "article": article, "terms": terms, "depth": depth, "feedback": feedback,
    "recency": recency,
}  # fmt: skip


def sizes(judged: Judged, embedder: CachedEmbedder) -> Variants:
    """Passages cut otherwise, or embedded with another header: vectors are made anew."""
    for name, short, most, head in (
        ("60-180 tokens, title and date", 60, 180, "title and date"),
        ("title only", 60, 180, "title"),
        ("no header", 60, 180, "none"),
        ("40-120 tokens", 40, 120, "title and date"),
        ("100-230 tokens", 100, 230, "title and date"),
    ):
        case = case_of(lab.cut(judged, short, most), embedder, head)
        yield name, case.articles(convex(case.cosine, case.bm25()))


def misspelt(case: Case, embedder: CachedEmbedder) -> Variants:
    """One letter of each question's rarest word is wrong; then as archives read such words."""
    luck = random.Random(1)
    whole = case.whole()
    texts = [_spoilt(q.text, whole, case.analyzer, luck) for q in case.judged.questions]
    near = embedder.encode(texts) @ case.passages.T
    known = Vocabulary(lambda letter: [term for term in whole.terms if term.startswith(letter)])
    fields = (Field(case.made.texts, case.analyzer), Field(case.made.titles, case.analyzer), whole)
    for name, mend in (("as typed", False), ("read as the nearest word", True)):
        asked = []
        for text in texts:
            found = case.analyzer.terms(text)
            if mend:
                found = [t if t in whole.terms else _nearest(t, known, whole) for t in found]
            asked.append(dict.fromkeys(found, 1.0))
        own, title, all_ = (lab.bm25(asked, field, K1, B) for field in fields)
        bm25 = own + TITLE_WEIGHT * title + all_[:, case.owner]
        yield name, case.articles(convex(near, bm25))


def _nearest(term: str, known: Vocabulary, whole: Field) -> str:
    near = known.near(term, reach(term)) if reach(term) else []
    best = min(near, key=lambda found: (found[1], whole.idf(found[0])), default=(term, 0))
    return best[0]


def _spoilt(text: str, whole: Field, analyzer: Analyzer, luck: random.Random) -> str:
    def rarity(term: str) -> float | None:
        return float(whole.idf(term)) if term in whole.terms else None

    return spoilt(text, analyzer, rarity, luck)


def case_of(made: lab.Cut, embedder: CachedEmbedder, head: str = "title and date") -> Case:
    questions = embedder.encode([q.text for q in made.judged.questions])
    return Case(made, lab.vectors(made, embedder, head), questions, Analyzer("english"))


def measured(case: Case, variants: Variants) -> dict[str, list[float]]:
    """Of each variant: nDCG@10, the difference to the first one, its standard error."""
    shipped: np.ndarray[Any, Any] | None = None
    made = {}
    for name, articles in variants:
        values = case.ndcg(articles)
        shipped = values if shipped is None else shipped
        apart = values - shipped
        error = float(apart.std() / math.sqrt(len(apart)))
        made[name] = [round(float(x), 4) for x in (values.mean(), apart.mean(), error)]
    return made


def table(group: dict[str, dict[str, list[float]]], names: Sequence[str]) -> str:
    """Markdown: a row a variant, best mean rank first."""
    kept = [n for n in names if n in group and len(group[n]) > 1]
    variants = [v for v in group[kept[0]] if all(v in group[n] for n in kept)] if kept else []
    rank = {
        v: float(np.mean([sum(o[0] > group[n][v][0] for o in group[n].values()) + 1 for n in kept]))
        for v in variants
    }
    lines = ["| | " + " | ".join(kept) + " | mean rank |", "|---" * (len(kept) + 2) + "|"]
    for v in sorted(variants, key=lambda v: rank[v]):
        cells = [
            f"{group[n][v][0]:.4f}" + (f" ({group[n][v][1]:+.4f} ± {group[n][v][2]:.4f})"
            if group[n][v][2] else "") for n in kept
        ]  # fmt: skip
        lines.append(f"| {v} | " + " | ".join(cells) + f" | {rank[v]:.1f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collections", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--only", action="append", choices=NAMES)
    parser.add_argument("--group", action="append", choices=(*GROUPS, "passages", "misspelt"))
    parser.add_argument("--part", type=int, default=1200)
    options = parser.parse_args()
    embedder = CachedEmbedder(load(), options.work / "vectors.sqlite")
    kept = results_file.held(RESULTS)
    groups = options.group or [*GROUPS, "misspelt"]
    for name in options.only or NAMES:
        size = options.part if name == "realtimeqa-2022" else None
        most = 600 if name == "squad2-dev-half" else None
        judged = lab.collection(options.collections / name, size, most)
        case = case_of(lab.cut(judged), embedder)
        for group in groups:
            if group == "passages":
                variants = sizes(judged, embedder)
            elif group == "misspelt":
                variants = misspelt(case, embedder)
            else:
                variants = GROUPS[group](case)
            kept.setdefault(group, {})[judged.name] = measured(case, variants)
            print(judged.name, group, flush=True)
            results_file.write(RESULTS, kept)
    for group in groups:
        print(f"\n## {group}\n\n{table(kept[group], list(kept[group]))}")


if __name__ == "__main__":
    main()
