"""Questions that name their article: "in the article about the ferry, who was hurt?".

    python -m bench.scoped TRAINING WORK [--collection COLLECTION] [--most N]

The article that answers is named before a question and behind it, by the three rarest words of its
title, and by the whole title: of kept invented articles (all in one archive, bench/written.py), or
of the gold article of a collection's questions that can be checked and whose title has four words.
Questions that have no answer get their own article if they are invented, and else that of another
question; ``another``: the question about an article that does not answer it has none either.
``bare``: without an article. Each form with and without what search/within.py does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from bench import results_file
from bench.asked import given, of_invented, of_judged
from bench.lab import evenly
from bench.tally import Right, before_and_shipped
from index.records import Draft
from search import engine
from search.engine import Archive
from search.headlines import FEWEST

TARGET = results_file.FOLDER / "scoped.json"
MOST = 200
WORDS = 3
"""Of what an article is said to be about."""
SITE = re.compile(r"\s+[|–-]\s+[^|]*$|\s*\.\.\.$")
"""What titles of web pages have behind them."""


class Asked(NamedTuple):
    """A question, the title of an article, and what tells a right quote; None where nothing
    answers.
    """

    text: str
    title: str
    right: Right | None


def of_written(training: Path, work: Path) -> tuple[Archive, list[Asked]]:
    """All invented articles, and what is asked of the kept ones."""
    archive, asked = of_invented(training, work, lambda each: each.title)
    return archive, [Asked(*each) for each in asked]


def of_collection(folder: Path, work: Path) -> tuple[Archive, list[Asked]]:
    """An archive of its articles, and its questions that can be checked."""
    archive, asked = of_judged(folder, work, _title)
    return archive, [Asked(*each) for each in asked]


def _title(article: Draft) -> str | None:
    long = len(article.title.split()) >= FEWEST
    return SITE.sub("", article.title) if long else None


def topic(title: str, archive: Archive) -> str:
    """The rarest words of ``title``, in order and without capitals."""
    terms = archive.snapshot().terms
    words = dict.fromkeys(re.findall(r"[\w’'-]{3,}", title.lower()))
    rare = {word: terms.idf(own[0]) for word in words if (own := terms.asked(word))}
    kept = sorted(rare, key=lambda word: -rare[word])[:WORDS]
    return " ".join(word for word in words if word in kept)


def before(text: str, named: str) -> str:
    """``text`` with an article at its beginning.

    >>> before("Who was hurt?", "the article about ferries")
    'In the article about ferries, who was hurt?'
    """
    text = text.strip()
    return f"In {named}, {text[:1].lower()}{text[1:]}"


def behind(text: str, named: str) -> str:
    """``text`` with an article at its end.

    >>> behind("Who was hurt?", "the article about ferries")
    'Who was hurt in the article about ferries?'
    """
    return f"{text.strip().rstrip('?.: ')} in {named}?"


def forms(
    asked: Sequence[Asked], archive: Archive
) -> Iterator[tuple[str, list[tuple[str, Right | None]]]]:
    """``asked`` in each form."""
    about = [f"the article about {topic(each.title, archive)}" for each in asked]
    yield "bare", [(each.text, each.right) for each in asked]
    for name, form in (("before", before), ("behind", behind)):
        pairs = zip(asked, about, strict=True)
        yield name, [(form(each.text, named), each.right) for each, named in pairs]
    yield "titled", [(before(q.text, f'the article "{q.title}"'), q.right) for q in asked]
    answered = [named for named, each in zip(about, asked, strict=True) if each.right]
    wrong = zip((each for each in asked if each.right), answered[1:] + answered[:1], strict=True)
    other: list[tuple[str, Right | None]] = [
        (before(q.text, named), None) for q, named in wrong if topic(q.title, archive) not in named
    ]
    yield "another", other


def main() -> None:
    options = given("scoped", __doc__, MOST)
    folder, work = options.collection, options.work
    archive, asked = of_collection(folder, work) if folder else of_written(options.training, work)
    some = list(evenly(asked, options.most))
    without = partial(mock.patch.object, engine, "within", lambda *_: None)
    figures = before_and_shipped(archive, forms(some, archive), without)
    name = folder.name if folder else "invented articles"
    results_file.put(TARGET, name, {"command": options.command, **figures})


if __name__ == "__main__":
    main()
