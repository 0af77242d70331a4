"""Questions that name the time of the article that answers: "who won the race in June 2024?".

    python -m bench.timed TRAINING WORK [--collection COLLECTION] [--most N]

The month of the article is put behind a question, and before it, and its year behind "the": of kept
invented articles (all in one archive, bench/written.py), or of the gold article of a collection's
questions that can be checked, whose "this week" is left out. Questions that have no answer get the
month of their own article or, of a collection, those of the others in turn. ``wrong``: two months
before, of which no article should tell it. Each as it was before search/timed.py, and as shipped;
``bare``: without a time.
"""

from __future__ import annotations

import calendar
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
from search import answering
from search.engine import Archive

TARGET = results_file.FOLDER / "timed.json"
MOST = 400
WRONG = 2
"""Months."""
_THIS_WEEK = re.compile(r"\bthis week,? ?|,? this week\b", re.IGNORECASE)


class Asked(NamedTuple):
    """A question, the ISO day of its article, and what tells a right quote; None where nothing
    answers.
    """

    text: str
    day: str
    right: Right | None


def of_written(training: Path, work: Path) -> tuple[Archive, list[Asked]]:
    """All invented articles, and what is asked of the kept ones."""
    archive, asked = of_invented(training, work, lambda each: each.date)
    return archive, [Asked(*each) for each in asked]


def of_collection(folder: Path, work: Path) -> tuple[Archive, list[Asked]]:
    """An archive of its articles, and its questions that can be checked."""
    archive, asked = of_judged(folder, work, lambda each: each.published)
    return archive, [Asked(_THIS_WEEK.sub("", text), day, right) for text, day, right in asked]


def month(day: str, back: int = 0) -> str:
    """The month of an ISO day, or one some months ``back``.

    >>> month("2024-06-17"), month("2024-01-05", back=2)
    ('June 2024', 'November 2023')
    """
    months = int(day[:4]) * 12 + int(day[5:7]) - 1 - back
    return f"{calendar.month_name[months % 12 + 1]} {months // 12}"


def behind(text: str, when: str) -> str:
    """``text`` with a time at its end.

    >>> behind("Who won the race?", "June 2024")
    'Who won the race in June 2024?'
    """
    return f"{text.strip().rstrip('?.: ')} in {when}?"


def before(text: str, when: str) -> str:
    """``text`` with a time at its beginning.

    >>> before("Who won the race?", "June 2024")
    'In June 2024, who won the race?'
    """
    text = text.strip()
    return f"In {when}, {text[:1].lower()}{text[1:]}"


def in_it(text: str, when: str) -> str | None:
    """``text`` with the year of a month before something that has an article; None without one.

    >>> in_it("Who won the race?", "June 2024"), in_it("Who won it?", "June 2024")
    ('Who won the 2024 race?', None)
    """
    found = re.search(r"(?<= the )(?=[^\W\d])", text)
    return f"{text[: found.start()]}{when[-4:]} {text[found.end() :]}" if found else None


def forms(asked: Sequence[Asked]) -> Iterator[tuple[str, list[Asked]]]:
    """``asked`` in each form."""
    yield "bare", list(asked)
    for name, form in (("behind", behind), ("before", before)):
        yield name, [each._replace(text=form(each.text, month(each.day))) for each in asked]
    made = [(each, in_it(each.text, month(each.day))) for each in asked]
    yield "year in it", [each._replace(text=text) for each, text in made if text]
    answered = [each for each in asked if each.right]
    wrong = [(each, month(each.day, WRONG)) for each in answered]
    yield "wrong", [Asked(behind(each.text, when), each.day, None) for each, when in wrong]


def main() -> None:
    options = given("timed", __doc__, MOST)
    folder, work = options.collection, options.work
    archive, asked = of_collection(folder, work) if folder else of_written(options.training, work)
    asked = list(evenly(asked, options.most))
    pairs = ((form, [(one.text, one.right) for one in some]) for form, some in forms(asked))
    before = partial(mock.patch.object, answering, "timed", lambda *_: None)
    figures = before_and_shipped(archive, pairs, before)
    name = folder.name if folder else "invented articles"
    results_file.put(TARGET, name, {"command": options.command, **figures})


if __name__ == "__main__":
    main()
