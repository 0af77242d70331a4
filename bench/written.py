"""Archives of the articles of training/written.py, with the questions of those that the reader was
not trained on.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

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
ANSWERED, MISSES, FOREIGN = 3, 2, 2
"""Questions to a kept article at most: such that it answers, twice as many near misses, half of
them with their addition, and such that another article answers. Nearly as many of each kind are
answered as not: how a question is asked must not tell.
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """Articles, and (row, kind) of questions: 0 answerable, 1 a near miss, 2 foreign."""

    articles: list[Article]
    questions: list[tuple[Row, int]]

    def archive(self, place: Path, embedder: CachedEmbedder) -> Archive:
        return archive(place, self.articles, embedder)


def archive(place: Path, held: Sequence[Article], embedder: CachedEmbedder) -> Archive:
    """The archive of ``held`` in ``place``, made where there is none yet."""
    if not place.exists():
        put(place, [draft(article) for article in held], embedder=embedder)
    return Archive(place, embedder)


@contextmanager
def archive_of(drafts: Iterable[Draft], embedder: CachedEmbedder) -> Iterator[Archive]:
    """An archive of ``drafts``, as long as it is used."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "archive"
        put(place, list(drafts), embedder=embedder)
        yield Archive(place, embedder)


def among(drafts: Iterable[Draft], embedder: CachedEmbedder) -> AbstractContextManager[Archive]:
    """An archive of ``drafts`` and of the articles that the reader was not trained on."""
    return archive_of([*drafts, *map(draft, articles(kept=True))], embedder)


def version() -> str:
    """Tells apart what was made of other articles."""
    whole = b"".join(file.read_bytes() for file in sorted(FOLDER.rglob("*.txt")))
    return sha256(whole).hexdigest()[:8]


def draft(article: Article) -> Draft:
    """It as a reader of index would give it."""
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


def _holds(article: Article, question: Question) -> bool:
    """Whether no addition stands in the middle of what answers."""
    return all(quote.sentence in article.text for quote in question.quotes)


def _folder(
    own: Sequence[Article], filling: Sequence[Article], others: Sequence[Article],
    luck: random.Random,
) -> Folder:  # fmt: skip
    """``own`` are asked about, and so are ``others``, which are not in it."""
    held, asked = list(filling), []
    for article in own:
        misses = [question for question in article.questions if question.addition]
        luck.shuffle(misses)
        whole = article
        for miss in misses[:MISSES]:
            question, whole = whole.answering(miss)
            asked.append((_row(question), 0))
        asked += [(_row(question), 1) for question in misses[MISSES : 2 * MISSES]]
        answered = [q for q in article.questions if q.quotes and _holds(whole, q)]
        luck.shuffle(answered)
        asked += [(_row(question), 0) for question in answered[:ANSWERED]]
        held.append(whole)
    foreign = [(_row(q), 2) for article in others for q in article.questions if q.quotes]
    asked += luck.sample(foreign, min(FOREIGN * len(own), len(foreign)))
    return Folder(held, asked)


def all_in_one(luck: random.Random) -> Folder:
    """All articles but some of the kept ones, whose questions are asked too."""
    kept = articles(kept=True)
    luck.shuffle(kept)
    left_out = round(len(kept) * LEFT_OUT)
    out, own = kept[:left_out], kept[left_out:]
    return _folder(own, articles(kept=False), out, luck)


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
        others = [article for article in kept if article not in own]
        yield _folder(own, luck.sample(filling, size - len(own)), others, luck)


def answers(row: Row, quote: str) -> bool:
    """Whether ``quote`` is one of the sentences of ``row``. Where a sentence ends may be told
    otherwise here: half of one is enough.
    """
    return any(
        sentence in quote or (quote in sentence and 2 * len(quote) >= len(sentence))
        for sentence in row["sentences"]
    )
