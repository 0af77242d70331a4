"""How "what did … say about …?" is answered, without search/spoken.py and with it.

    python -m bench.sayings TRAINING WORK

Made: the questions of bench/spoken.py of the group that nothing was fitted on. Right: a sentence is
cited in which the speaker says that, or says something in the article about the topic. Asked by
people: the questions of TRAINING of such a form (SQuAD's crowd workers, of encyclopaedic texts), in
an archive of as many of its paragraphs as bench/fit_reader.py takes. Right: a quote holds the
answer. The reader was trained on most of these, what weighs sayings on none.
"""

from __future__ import annotations

import datetime
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from unittest import mock

from bench import results_file
from bench.cached import CachedEmbedder, started
from bench.fit_reader import ARTICLES, SEED, answers, drafts_of
from bench.spoken import spoken as made_of
from index.update import put
from search import answering
from search.engine import Archive, ask
from search.spoken import spoken
from training.source import Row, rows

TARGET = results_file.FOLDER / "sayings.json"
_Asked = tuple[str, str, Callable[[str], bool] | None]
"""A question, its kind, and what tells a right quote; None where nothing answers."""


def made(work: Path, embedder: CachedEmbedder) -> Iterator[tuple[Archive, list[_Asked]]]:
    """Archives and questions of bench/spoken.py."""
    for archive, asked in made_of("held", work, embedder):
        yield (
            archive,
            [
                (
                    f"What did {one.speaker} say about {one.topic}?",
                    one.kind,
                    one.right.__contains__ if one.right else None,
                )
                for one in asked
            ],
        )


def by_people(training: Path, work: Path, embedder: CachedEmbedder) -> tuple[Archive, list[_Asked]]:
    """An archive, and people's questions."""
    everything = rows(training)
    own = [row for row in everything if _is_one(row["question"])]
    place = work / "sayings"
    if not place.exists():
        others = random.Random(SEED).sample(everything, 3 * ARTICLES)
        put(place, drafts_of(own + others), embedder=embedder)
    return Archive(place, embedder), [_by_people(row) for row in own]


def _is_one(question: str) -> bool:
    found = spoken(question, datetime.date.today())
    return bool(found and found[0].topic and not found[0].days)


def _by_people(row: Row) -> _Asked:
    if not row["answers"]["text"]:
        return row["question"], "by people, unanswerable", None
    return row["question"], "by people", partial(answers, row)


def main() -> None:
    training, work, embedder = started(__doc__)
    archives = [*made(work, embedder), by_people(training, work, embedder)]
    for name in ("before", "shipped"):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        with (
            mock.patch.object(answering, "spoken", lambda *_: [])
            if name == "before"
            else nullcontext()
        ):
            for archive, asked in archives:
                for question, kind, right in asked:
                    answer = ask(archive, question)
                    counts[kind]["asked"] += 1
                    counts[kind]["answered"] += answer.status != "no_answer"
                    if right:
                        counts[kind]["right"] += any(right(c.quote) for c in answer.citations)
        figures = {kind: dict(each) for kind, each in sorted(counts.items())}
        print(name, json.dumps(figures, indent=1))
        results_file.put(TARGET, name, figures)


if __name__ == "__main__":
    main()
