"""Questions as people wrap them: "can you tell me …", "based on the articles, …". Each is asked as
it is and in every wrapping, without search/framed.py and with it. And orders ("name the mayor"),
made of all questions that ask what or who something is. And questions without their mark.

    python -m bench.framed TRAINING WORK [--most N] [--collection COLLECTION]

Asked are the questions about kept articles that bench/fit_reader.py asks of its large archive; with
``--collection`` those of a test collection. What answers a question answers it in any wrapping.
``first``: wrappings that were thought of before search/framed.py was written; ``second``: others,
written down before they were tried.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from bench import fit_reader, results_file
from bench.asked import given, large
from bench.collection import archive_of, questions
from bench.lab import evenly
from bench.tally import holding, none_yet, note
from index.models import load
from search import answering, engine
from search.engine import Archive, ask
from search.framed import unframed
from search.phrases import ASKING
from search.results import Answer

TARGET = results_file.FOLDER / "framed.json"
MOST = 120
FIRST = (
    "{}?", "Can you tell me {}?", "do you know {}?", "I want to know {}", "please tell me {}",
    "I was wondering {}?", "{} according to the articles?", "According to the text, {}?",
    "Based on the articles, {}?", "{} please?", "Hi, {}?", "does anyone know {}?", "any idea {}?",
    "ok so {}", "What do the articles say about {}?", "Just curious, {}?", "help me find out {}",
)  # fmt: skip
SECOND = (
    "Could somebody tell me {}?", "I'd be interested to know {}", "Going by the documents, {}?",
    "Would you happen to know {}?", "{}, as per the sources?", "We need to know {}",
    "Question for you: {}?", "Use the articles to answer: {}?", "From what you have read, {}?",
    "Let me know {}", "Hey, quick one, {}?", "Do the articles mention {}?",
)  # fmt: skip

IN_TEXTS = ("{} in the article?", "{} in these documents?")
ORDERS = ("name {}", "list {}", "I need {}", "find {}", "tell me {}", "give me {}")
_THING = re.compile(r"(?:what|who|which) (?:is|was|are|were) (the .+?)\?*", re.IGNORECASE)

Asked = tuple[str, list[str]]
"""A question and its answers, none where it has none."""


def kept(training: Path, work: Path, most: int) -> tuple[Archive, list[Asked], list[Asked]]:
    """``most``, of each kind the share that bench/fit_reader.py takes; and all of them."""
    archive, chosen = large(training, work)
    kinds: list[list[Asked]] = [[], [], []]
    for row, kind in chosen:
        answers = list(row["answers"]["text"]) if kind == 0 else []
        kinds[kind].append((str(row["question"]), answers))
    shares = zip(kinds, fit_reader.MIX, strict=True)
    asked = [each for of, share in shares for each in of[: round(share * most)]]
    return archive, asked, [each for of in kinds for each in of]


def of_collection(folder: Path, work: Path, most: int) -> tuple[Archive, list[Asked], list[Asked]]:
    """``most``, taken evenly; and all of them."""
    asked = [
        (q["text"], list(q["answers"]) if q.get("answerable") else []) for q in questions(folder)
    ]
    return Archive(archive_of(folder, work), load()), list(evenly(asked, most)), asked


def wrapped(form: str, question: str) -> str:
    """``question`` as it goes on where ``form`` begins: names keep their capitals.

    >>> wrapped("do you know {}?", "When was it closed?"), wrapped("Hi, {}?", "Ann won what?")
    ('do you know when was it closed?', 'Hi, Ann won what?')
    """
    bare = question.strip().rstrip("?. ")
    if not form.startswith("{}") and bare.partition(" ")[0].lower() in ASKING:
        bare = bare[0].lower() + bare[1:]
    return form.format(bare)


def counted(
    archive: Archive,
    asked: Sequence[Asked],
    form: str,
    known: dict[str, Answer],
    without: Callable[[str], str],
) -> dict[str, int]:
    """See bench/tally.py. What is left ``without`` its wrapping is asked once, then ``known``."""
    counts = none_yet()
    for question, answers in asked:
        left = without(wrapped(form, question))
        key = (left[0].lower() + left[1:]).rstrip("?")
        if key not in known:
            known[key] = ask(archive, wrapped(form, question))
        right = partial(holding, answers) if answers else None
        note(counts, known[key], right, known[key])
    return counts


def marks(archive: Archive, asked: Sequence[Asked]) -> dict[str, dict[str, int]]:
    """Questions with their mark, and without it: as it was, and as search/framed.py has it."""
    with mock.patch.object(engine, "with_mark", str):
        before = counted(archive, asked, "{}", {}, str)
    shipped = counted(archive, asked, "{}", {}, str)
    return {"with": counted(archive, asked, "{}?", {}, str), "before": before, "shipped": shipped}


def in_forms(
    archive: Archive,
    asked: Sequence[Asked],
    forms: Sequence[str],
    name: str,
    plain: Callable[[str], Any],
) -> dict[str, dict[str, dict[str, int]]]:
    """``asked`` in each of ``forms``, with ``plain`` in place of the function ``name`` of
    search/answering.py, and as shipped.
    """
    told = {}
    for form in forms:
        with mock.patch.object(answering, name, plain):
            before = counted(archive, asked, form, {}, str)
        told[form] = {"before": before, "shipped": counted(archive, asked, form, {}, str)}
        print(name, form, json.dumps(told[form]), flush=True)
    return told


def main() -> None:
    told = given("framed", __doc__, MOST)
    of = told.collection
    archive, asked, everything = (
        of_collection(of, told.work, told.most) if of else kept(told.training, told.work, told.most)
    )
    found: dict[str, Any] = {"command": told.command}
    known: dict[str, Answer] = {}
    for name, forms in (("first", FIRST), ("second", SECOND)):
        for form in forms:
            with mock.patch.object(engine, "unframed", str):
                before = counted(archive, asked, form, known, str)
            shipped = counted(archive, asked, form, known, unframed)
            found.setdefault(name, {})[form] = {"before": before, "shipped": shipped}
            print(name, form, json.dumps(before), json.dumps(shipped), flush=True)
    found["in the texts"] = in_forms(archive, asked, IN_TEXTS, "without_texts", str)
    found["mark"] = marks(archive, asked)
    print("mark", json.dumps(found["mark"]), flush=True)
    plain = [(q, answers) for q, answers in everything if _THING.fullmatch(q)]
    found["orders"] = {"as it is": counted(archive, plain, "{}?", {}, str)}
    named = [(_THING.sub(r"\1", q), answers) for q, answers in plain]
    found["orders"] |= in_forms(archive, named, ORDERS, "thing_wanted", lambda _: None)
    results_file.put(TARGET, told.name, found)


if __name__ == "__main__":
    main()
