"""Questions for a yes or a no, made of questions that are answered by name, time, place or number.

    python -m bench.yes_no COLLECTION OTHER WORK [LIMIT]

"When was the bridge closed?" with the answer "1911" becomes "Was the bridge closed in 1911?", "Who
closed it?" with "Ann Lee" becomes "Is it true that Ann Lee closed it?". What answers the one is
what answers the other. They are asked as they were before search/yes_no.py, and as shipped. Other:
such questions of OTHER, asked of the archive of COLLECTION; told nevertheless: a quote holds the
answer, as collections may have articles in common.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from bench import results_file
from bench.collection import archive_of, questions
from bench.tally import count, holding, none_yet
from index.models import load
from search import yes_no
from search.engine import Archive

TARGET = results_file.FOLDER / "yes_no.json"
SEED = 11
LONGEST = 6
"""Words of an answer."""
_BE = r"(?P<verb>was|were|is|are)"
_DO = r"(?P<verb>did|do|does)"
_WHEN = re.compile(
    rf"(?:when|(?:in )?(?:what|which) year|on what date) (?:{_BE}|(?P<do>did)) (?P<rest>.+)", re.I
)
_WHERE = re.compile(rf"where (?:{_BE}|(?P<do>did)) (?P<rest>.+)", re.I)
_OBJECT = re.compile(rf"(?:what|who|whom) {_DO} (?P<rest>.+)", re.I)
_MANY = re.compile(rf"how (?:many|much) (?P<what>[\w-]+(?: [\w-]+)?) {_DO} (?P<rest>.+)", re.I)
_NAMED = re.compile(rf"(?:who|what) {_BE} (?P<rest>(?:the|an?) .+)", re.I)
_SUBJECT = re.compile(
    r"who (?!(?:was|were|is|are|did|do|does|has|had|have|can|could|will|would)\b)"
    r"(?P<rest>[a-z]+ .+)",
    re.I,
)
_PLACED = re.compile(
    r"(?:in|on|at|from|to|by|after|before|during|since|near|around|between)\b", re.I
)
_DATE = re.compile(r"\d{1,2},? \d{4}|\d{1,2} [A-Z]|[A-Z][a-z]+ \d{1,2}\b")


def turned(question: str, answer: str) -> str | None:
    """A question for a yes or a no, None where it takes more than rules to make it.

    >>> turned("When was the bridge closed?", "1911"), turned("Who closed it?", "Ann Lee")
    ('Was the bridge closed in 1911?', 'Is it true that Ann Lee closed it?')
    >>> turned("What did Tesla build?", "a coil"), turned("Why was it closed?", "rust")
    ('Did Tesla build a coil?', None)
    """
    asked, said = question.strip().rstrip("? "), answer.strip().rstrip(".")
    if not said or len(said.split()) > LONGEST:
        return None
    for form, made in (
        (_WHEN, _when), (_WHERE, _where), (_MANY, _many), (_OBJECT, _object), (_NAMED, _named),
        (_SUBJECT, _subject),
    ):  # fmt: skip
        if found := form.fullmatch(asked):
            words = made(found, said)
            return f"{words[0].upper()}{words[1:]}?"
    return None


def kind(question: str) -> str | None:
    """Which form ``question`` has: such questions have answers that could be each other's."""
    forms = {"when": _WHEN, "where": _WHERE, "many": _MANY, "name": _NAMED, "subject": _SUBJECT}
    asked = question.strip().rstrip("? ")
    return next((name for name, form in forms.items() if form.fullmatch(asked)), None)


def _when(found: re.Match[str], said: str) -> str:
    before = "" if _PLACED.match(said) else "on " if _DATE.search(said) else "in "
    return f"{found['verb'] or found['do']} {found['rest']} {before}{said}"


def _where(found: re.Match[str], said: str) -> str:
    before = "" if _PLACED.match(said) else "in "
    return f"{found['verb'] or found['do']} {found['rest']} {before}{said}"


def _many(found: re.Match[str], said: str) -> str:
    return f"{found['verb']} {found['rest']} {said} {found['what']}"


def _object(found: re.Match[str], said: str) -> str:
    return f"{found['verb']} {found['rest']} {said}"


def _named(found: re.Match[str], said: str) -> str:
    return f"{found['verb']} {said} {found['rest']}"


def _subject(found: re.Match[str], said: str) -> str:
    return f"is it true that {said} {found['rest']}"


def made(asked: Sequence[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """(question, answers) of those that can be turned, in any order."""
    found = []
    for each in asked:
        if each.get("answerable") and each["answers"]:
            words = turned(each["text"], min(each["answers"], key=len))
            found += [(words, list(each["answers"]))] if words else []
    random.Random(SEED).shuffle(found)
    return found


def main() -> None:
    collection, other, work = (Path(each) for each in sys.argv[1:4])
    limit = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    right, foreign = made(questions(collection)), made(questions(other))
    archive = Archive(archive_of(collection, work), load())
    found: dict[str, Any] = {
        "command": f"python -m bench.yes_no {collection.name} {other.name} WORK {limit}"
    }
    for name in ("before", "shipped"):
        with (
            mock.patch.object(yes_no, "asks_yes_or_no", lambda _: False)
            if name == "before"
            else nullcontext()
        ):
            counts, told = none_yet(), 0
            for words, answers in right[:limit]:
                count(counts, archive, words, partial(holding, answers))
            for words, answers in foreign[:limit]:
                shown = count(counts, archive, words, None).citations
                told += any(holding(answers, citation) for citation in shown)
        found[name] = {**counts, "told nevertheless": told}
    print(json.dumps(found, indent=1))
    results_file.put(TARGET, collection.name, found)


if __name__ == "__main__":
    main()
