"""Questions that name the answers to choose from: "who won: Dorn or Halvern?".

    python -m bench.choices TRAINING WORK [--collection COLLECTION] [--most N]

The choices are the answer and others: of kept invented articles (all in one archive,
bench/written.py) what answers other questions to the same article, those that ask alike first, so
that the article says them too; of a collection those of its quiz (``choices`` in queries.jsonl).
Questions that have no answer get such choices as well. Two are put behind a question after a comma
or after a colon, four after a colon or with letters, in each form with and without what
search/choices.py does; ``bare``: without choices. ``named``: what becomes of the logit of a
sentence's support where it names one, and where its short answer does, by logistic regression on
the best such sentence of the invented questions with two choices, asked of all articles in one
archive and of folders of them (NAMED in search/choices.py). ``yes or no``: "did it close in May or
June?", of kept questions as bench/yes_no.py turns them, with what answers a like question for the
other choice.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench import fit_reader, results_file
from bench.answers import checkable
from bench.asked import given, large
from bench.cached import CachedEmbedder
from bench.collection import judged_archive
from bench.fit_reader import Archives, is_right, written_large, written_small
from bench.lab import evenly
from bench.tally import Right, before_and_shipped, holding
from bench.yes_no import kind, turned
from index.models import load
from search import answering
from search.calibration import logit
from search.choices import choice, named
from search.cite import cite
from search.engine import Archive
from search.finder import Finder
from search.judged import read_judged
from search.reader import ScoredSpan
from search.results import Hit
from search.settings import READ, Settings
from training.written import Article, articles

TARGET = results_file.FOLDER / "choices.json"
MOST = 400
FOUR = 4
LEAST = -9.0
"""Logit, below which it counts as this."""
ROUNDS = 4
FOLDERS = 80
MOST_OF_THESE = 200
Form = Callable[[str, Sequence[str]], str]


class Asked(NamedTuple):
    """A question, two and four choices, and what tells a right quote; None where none answers."""

    text: str
    two: list[str]
    four: list[str]
    right: Right | None


def of_written(archives: Archives) -> Iterator[tuple[Archive, list[Asked]]]:
    """Archives of invented articles, and what is asked of the kept ones."""
    luck = random.Random(0)
    own = {q.text: article for article in articles(kept=True) for q in article.questions}
    for archive, chosen in archives:
        asked = []
        for row, none in chosen:
            answer = [] if none else row["answers"]["text"][:1]
            if all(map(may_be_one, answer)):
                said = [*answer, *_others(own[row["question"]], row["question"], luck)]
                right = None if none else partial(is_right, row)
                asked.append(_shuffled(row["question"], list(dict.fromkeys(said)), right, luck))
        yield archive, [each for each in asked if len(each.two) > 1]


def of_collection(folder: Path, work: Path) -> tuple[Archive, list[Asked]]:
    """An archive of its articles, and its questions that can be checked and have choices."""
    judged = read_judged(folder)
    lines = map(json.loads, (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    quiz = {line["_id"]: line["choices"] for line in lines if line.get("choices")}
    spare, luck = cycle(list(quiz.values())), random.Random(0)
    asked = []
    for question in checkable(judged):
        said, none = quiz.get(question.id), question.answerable is False
        if none:
            asked.append(_shuffled(question.text, said or next(spare), None, luck))
        elif said and (answers := [each for each in said if each in question.answers]):
            own = [answers[0], *(each for each in said if each != answers[0])]
            asked.append(_shuffled(question.text, own, partial(holding, question.answers), luck))
    return judged_archive(judged, work), asked


def _others(article: Article, question: str, luck: random.Random) -> list[str]:
    """What answers other questions to ``article``, those that begin like ``question`` first."""
    others = [q for q in article.questions if q.quotes and q.text != question]
    luck.shuffle(others)
    first = question.lower().split()[0]
    others.sort(key=lambda q: q.text.lower().split()[0] != first)
    return [q.quotes[0].short for q in others if may_be_one(q.quotes[0].short)]


def may_be_one(said: str) -> bool:
    """Whether ``said`` is short and plain enough to be a choice.

    >>> may_be_one("Port Ellery"), may_be_one("it was too late by then")
    (True, False)
    """
    return choice(colon("Who won the race?", [said, "Dorn"])) is not None


def _shuffled(text: str, said: list[str], right: Right | None, luck: random.Random) -> Asked:
    """The first two and the first four of ``said`` as choices."""
    two, four = said[:2], said[:FOUR]
    luck.shuffle(two)
    luck.shuffle(four)
    return Asked(text, two, four, right)


def comma(text: str, said: Sequence[str]) -> str:
    """``text`` with choices behind a comma.

    >>> comma("Who won?", ["Dorn", "Halvern"])
    'Who won, Dorn or Halvern?'
    """
    return f"{_open(text)}, {' or '.join(said)}?"


def colon(text: str, said: Sequence[str]) -> str:
    """``text`` with choices behind a colon.

    >>> colon("Who won?", ["Dorn", "Halvern", "Port Ellery"])
    'Who won: Dorn, Halvern or Port Ellery?'
    """
    return f"{_open(text)}: {', '.join(said[:-1])} or {said[-1]}?"


def lettered(text: str, said: Sequence[str]) -> str:
    """``text`` with choices as they are copied from a quiz.

    >>> lettered("Who won?", ["Dorn", "Halvern"])
    'Who won? A) Dorn B) Halvern'
    """
    pairs = zip("ABCD", said, strict=False)
    return f"{text.strip()} {' '.join(f'{letter}) {each}' for letter, each in pairs)}"


def _open(text: str) -> str:
    return text.strip().rstrip("?.: ")


def forms(asked: Sequence[Asked]) -> Iterator[tuple[str, list[tuple[str, Right | None]]]]:
    """``asked`` in each form."""
    yield "bare", [(each.text, each.right) for each in asked]
    for name, form in (("two, comma", comma), ("two, colon", colon)):
        yield name, [(form(each.text, each.two), each.right) for each in asked]
    for name, form in (("four, colon", colon), ("four, letters", lettered)):
        yield name, [(form(each.text, each.four), each.right) for each in asked]


def of_yes_or_no(asked: Iterable[fit_reader.Asked]) -> Iterator[tuple[str, Right | None]]:
    """Questions for a yes or a no with two choices, made as bench/yes_no.py does: the answer, or
    one of a like question where nothing answers, and one of another.
    """
    rows = [(row, none) for row, none in asked if kind(row["question"])]
    like: dict[str | None, list[str]] = {}
    for row, none in rows:
        if not none:
            like.setdefault(kind(row["question"]), []).append(row["answers"]["text"][0])
    luck = random.Random(0)
    for row, none in rows:
        others = like.get(kind(row["question"]), [])
        own = luck.choice(others) if none and others else "".join(row["answers"]["text"][:1])
        said = [own, *luck.sample([each for each in others if each != own], 1)]
        luck.shuffle(said)
        if text := turned(row["question"], " or ".join(said)):
            yield text, None if none else partial(is_right, row)


def fit(archives: Iterable[tuple[Archive, list[Asked]]]) -> tuple[float, float, float]:
    """The weight of the logit, what a choice adds, and what one in the short answer does. Which
    sentence is the best one depends on these, so they are fitted several times.
    """
    found = []
    for archive, asked in archives:
        settings, snapshot = Settings(), archive.snapshot()
        finder, reader = Finder(archive, snapshot), archive.reader(snapshot, settings)
        for each in asked:
            hits = finder.hits(colon(each.text, each.two), READ, settings)
            own = [
                ((max(logit(span.support), LEAST), float(in_short)), _is_right(each, hit, span))
                for hit, read in zip(hits, reader.read(each.text, hits), strict=True)
                for span in read.spans
                if (in_short := named(span, hit, each.two)) is not None
            ]
            found += [own] if own else []
    weight, more, most = 1.0, 0.0, 0.0
    for _ in range(ROUNDS):
        best = [max(own, key=lambda one: weight * one[0][0] + most * one[0][1]) for own in found]
        lines, right = zip(*best, strict=True)
        made = LogisticRegression(C=100.0).fit(np.array(lines), np.array(right))
        (weight, most), more = made.coef_[0], made.intercept_[0]
    return round(float(weight), 2), round(float(more), 2), round(float(most), 2)


def _is_right(asked: Asked, hit: Hit, span: ScoredSpan) -> bool:
    quoted = cite(1, hit.article, span.start, span.end, span.support)
    return asked.right is not None and asked.right(quoted)


def main() -> None:
    options = given("choices", __doc__, MOST)
    folder, work = options.collection, options.work
    before = partial(mock.patch.multiple, answering, choice=lambda _: None, either=lambda _: None)
    figures: dict[str, Any] = {}
    if folder:
        archive, asked = of_collection(folder, work)
    else:
        embedder = CachedEmbedder(load(), work / "vectors.sqlite")
        archive, asked = next(of_written(written_large(options.training, work, embedder)))
        small = islice(of_written(written_small(options.training, work, embedder)), FOLDERS)
        figures["named"] = fit([(archive, list(evenly(asked, MOST))), *small])
        print(figures, flush=True)
        two, chosen = large(options.training, work)
        some = evenly(list(of_yes_or_no(chosen)), MOST_OF_THESE)
        told = before_and_shipped(two, [("yes or no", list(some))], before)
        results_file.put(TARGET, "yes or no", {"command": options.command, **told["yes or no"]})
    figures |= before_and_shipped(archive, forms(list(evenly(asked, options.most))), before)
    name = folder.name if folder else "invented articles"
    results_file.put(TARGET, name, {"command": options.command, **figures})


if __name__ == "__main__":
    main()
