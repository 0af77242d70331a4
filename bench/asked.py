"""What the benches of questions in other words ask: of kept articles, or of a collection."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from bench import fit_reader
from bench.answers import checkable
from bench.cached import CachedEmbedder
from bench.collection import judged_archive
from bench.tally import Right, holding
from index.models import load
from index.records import Draft
from search.engine import Archive
from search.judged import read_judged
from search.measures import holds
from training.written import Article, articles


@dataclass(frozen=True, slots=True)
class Given:
    """What a bench was called with, and the command that repeats it."""

    training: Path
    work: Path
    collection: Path | None
    most: int
    command: str

    @property
    def name(self) -> str:
        """Under which its figures are kept."""
        return self.collection.name if self.collection else "kept questions"


def given(module: str, doc: str | None, most: int) -> Given:
    """What ``module``, a bench with that docstring, was called with; ``most`` is its default."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("training", type=Path)
    parser.add_argument("work", type=Path, help="folder for archives and vectors")
    parser.add_argument("--most", type=int, default=most)
    parser.add_argument("--collection", type=Path)
    args = parser.parse_args()
    command = f"python -m bench.{module} TRAINING WORK --most {args.most}"
    if args.collection:
        command += f" --collection {args.collection.name}"
    return Given(args.training, args.work, args.collection, args.most, command)


Told = tuple[str, str, Right | None]
"""A question, something of the article that answers it, and what tells a right quote; None where
nothing does.
"""


def of_invented(
    training: Path, work: Path, tell: Callable[[Article], str]
) -> tuple[Archive, list[Told]]:
    """All invented articles, and what is asked of the kept ones, with what ``tell`` gives of the
    article that it is asked of.
    """
    embedder = CachedEmbedder(load(), work / "vectors.sqlite")
    archive, chosen = next(fit_reader.written_large(training, work, embedder))
    own = {q.text: tell(each) for each in articles(kept=True) for q in each.questions}
    return archive, [
        (row["question"], own[row["question"]], None if none else partial(fit_reader.is_right, row))
        for row, none in chosen
    ]


def of_judged(
    folder: Path, work: Path, tell: Callable[[Draft], str | None]
) -> tuple[Archive, list[Told]]:
    """An archive of a collection's articles, and its questions that can be checked, with what
    ``tell`` gives of the first gold article that answers, if anything; those without an answer with
    that of the others in turn.
    """
    judged = read_judged(folder)
    documents = {each.origin: each for each in judged.documents}
    asked: list[Told] = []
    none = []
    for question in checkable(judged):
        if question.answerable is False:
            none.append(question.text)
            continue
        gold = (documents[id_] for id_, grade in question.relevant.items() if grade > 0)
        article = next(each for each in gold if holds(each.text, question.answers))
        if one := tell(article):
            asked.append((question.text, one, partial(holding, question.answers)))
    others = cycle([one for _, one, _ in asked])
    asked += [(text, next(others), None) for text in none]
    return judged_archive(judged, work), asked


def large(training: Path, work: Path) -> tuple[Archive, Sequence[fit_reader.Asked]]:
    """The large archive of bench/fit_reader.py, and what that asks of it."""
    embedder = CachedEmbedder(load(), work / "vectors.sqlite")
    return next(fit_reader.large(training, work, embedder))
