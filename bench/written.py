"""Archives of the articles of training/written.py, with the questions of those that the reader was
not trained on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bench.cached import CachedEmbedder
from index.records import Draft
from index.update import put
from search.engine import Archive
from training.source import Row
from training.written import FOLDER, Article, Question, articles

SIZES = ((1, 1), (5, 2), (25, 5))
"""Articles of a folder, and how many of them are kept ones, with questions."""
LEFT_OUT = 0.2
"""Share of the kept articles that are not in the large archive."""
ANSWERED, MISSES, FOREIGN = 5, 2, 2
"""Questions: those of a kept article that it answers and does not, at most; and to each of them
those that another article answers.
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """Articles, and (row, kind) of questions: 0 answerable, 1 a near miss, 2 foreign."""

    articles: list[Article]
    questions: list[tuple[Row, int]]

    def archive(self, place: Path, embedder: CachedEmbedder) -> Archive:
        if not place.exists():
            put(place, [_draft(a) for a in self.articles], embedder=embedder)
        return Archive(place, embedder)


def version() -> str:
    """Tells apart what was made of other articles."""
    whole = b"".join(file.read_bytes() for file in sorted(FOLDER.rglob("*.txt")))
    return sha256(whole).hexdigest()[:8]


def _draft(article: Article) -> Draft:
    origin = f"api:{sha256(article.title.encode()).hexdigest()[:16]}"
    return Draft(
        origin, article.title, article.text, article.source,
        published=article.date, dated_by="given",
    )  # fmt: skip


def _row(question: Question) -> Row:
    return {
        "question": question.text,
        "answers": {"text": [quote.short for quote in question.quotes]},
        "sentences": [quote.sentence for quote in question.quotes],
    }


def _asked(
    own: Sequence[Article], others: Sequence[Article], luck: random.Random
) -> list[tuple[Row, int]]:
    made = []
    for article in own:
        answered = [(_row(q), 0) for q in article.questions if q.quotes]
        misses = [(_row(q), 1) for q in article.questions if not q.quotes]
        made += luck.sample(answered, min(ANSWERED, len(answered)))
        made += luck.sample(misses, min(MISSES, len(misses)))
    foreign = [(_row(q), 2) for a in others for q in a.questions if q.quotes]
    return made + luck.sample(foreign, min(FOREIGN * len(own), len(foreign)))


def all_in_one(luck: random.Random) -> Folder:
    """All articles but some of the kept ones, whose questions are asked too."""
    kept = articles(kept=True)
    luck.shuffle(kept)
    left_out = round(len(kept) * LEFT_OUT)
    out, own = kept[:left_out], kept[left_out:]
    return Folder([*own, *articles(kept=False)], _asked(own, out, luck))


def folders(luck: random.Random) -> Iterator[Folder]:
    """Folders of the sizes in turn until every kept article is in one."""
    kept, filling = articles(kept=True), articles(kept=False)
    luck.shuffle(kept)
    at = turn = 0
    while at < len(kept):
        size, share = SIZES[turn % len(SIZES)]
        turn += 1
        own = kept[at : at + share]
        at += share
        asked = _asked(own, [a for a in kept if a not in own], luck)
        yield Folder([*own, *luck.sample(filling, size - len(own))], asked)


def answers(row: Row, quote: str) -> bool:
    """Whether ``quote`` is one of the sentences of ``row``. Where a sentence ends may be told
    otherwise here: half of one is enough.
    """
    return any(
        sentence in quote or (quote in sentence and 2 * len(quote) >= len(sentence))
        for sentence in row["sentences"]
    )
