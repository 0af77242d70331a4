"""Questions that go on from another: "when was it built?" after "where is the Kestrel Bridge?".

    python -m bench.followed TRAINING WORK [--collection COLLECTION] [--most N]

Made of two questions about the same kept article (bench/fit_reader.py's large archive), or the same
paragraph of a collection: ``named``: both name something, for which the second has a pronoun;
``answered``: the second has a pronoun for the answer of the first; ``left``: the second leaves out
what both name; ``marked`` and ``marked, left``: the same of questions that are marked as
unanswerable. ``other`` and ``other, none``: the first question is about something else, and the
second can be understood alone. Each is asked alone, after the first, and as it was written before.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench import fit_reader, results_file
from bench.asked import given, large
from bench.collection import archive_of, questions
from bench.compound import NAME
from bench.tally import Counts, holding, none_yet, note
from index.models import load
from search.engine import Archive, ask
from search.settings import Settings

TARGET = results_file.FOLDER / "followed.json"
MOST = 200
SEED = 1
_PRONOUN = re.compile(
    r"\b(?:it|its|he|him|his|she|her|they|them|their|this|that|these|those)\b", re.IGNORECASE
)
_DOES = r"(?:do|does|did|has|have|had|can|could|will|would|should|must|that|how|why|when|where)"
_AUX = rf"(?:is|are|was|were|{_DOES})"
_BY = (
    r"(?:of|in|on|at|by|to|for|from|with|under|after|during|through|about|against|into|than|as|"
    r"near)"
)
_ENDS = rf"\s*(?:$|[?.,])|\s+(?:{_BY}|{_AUX}|and|or|located|known|[a-z]+ed|[a-z]+ing)\b"


class Question(NamedTuple):
    """A question about a text, and its answers, none where it has none."""

    text: str
    answers: tuple[str, ...]
    about: str


class Pair(NamedTuple):
    """A question, the one that goes on from it, and how that was written."""

    first: Question
    second: str
    whole: Question


def of_kept(training: Path, work: Path) -> tuple[Archive, list[Question]]:
    """An archive, and the questions about its kept articles."""
    archive, chosen = large(training, work)
    held = {row["context"] for row, kind in chosen if kind < 2}
    kept, _ = fit_reader.split(training)
    rows = (row for row in kept if row["context"] in held)
    asked = (Question(r["question"], tuple(r["answers"]["text"]), r["context"]) for r in rows)
    return archive, list(dict.fromkeys(asked))


def of_collection(folder: Path, work: Path) -> tuple[Archive, list[Question]]:
    """An archive of its texts, and its questions."""
    asked = [
        Question(q["text"], tuple(q["answers"]), q["evidence"][0]["doc_id"])
        for q in questions(folder)
        if q.get("answerable")
    ]
    return Archive(archive_of(folder, work), load()), asked


def pronoun(question: str, name: str, text: str, *, person: bool) -> str | None:
    """``question`` with a pronoun for ``name``; None where the name stands before a noun."""
    found = re.search(re.escape(name) + r"(['’]s?\b|['’])?", question)
    if not found:
        return None
    he = len(re.findall(r"\b(?:he|his|him)\b", text, re.IGNORECASE))
    she = len(re.findall(r"\b(?:she|her)\b", text, re.IGNORECASE))
    it = len(re.findall(r"\b(?:it|its)\b", text, re.IGNORECASE))
    placed = name.startswith("the ") or re.search(rf"\b(?:in|at|from|near) {re.escape(name)}", text)
    person = person or (not placed and max(he, she) >= 2 and max(he, she) > it)
    forms = (("she", "her", "her") if she > he else ("he", "him", "his")) if person else (
        "it", "it", "its"
    )  # fmt: skip
    before, after = question[: found.start()].rstrip(), question[found.end() :]
    does = re.search(rf"\b{_DOES}$", before, re.IGNORECASE)
    if not found[1] and not does and not re.match(_ENDS, after):
        return None
    if found[1]:
        said = forms[2]
    elif re.search(rf"\b{_BY}$", before, re.IGNORECASE) or re.match(r"\s*(?:$|[?.,])", after):
        said = forms[1]
    else:
        said = forms[0]
    return question[: found.start()] + said + after


def left_out(question: str, name: str) -> str | None:
    """``question`` without "in Dorn" at its end, where more than two words are left."""
    found = re.search(
        rf" {_BY} {re.escape(name)}(?=\s*(?:\?|,|$| (?:in|on|between|during|before|after)\b))",
        question,
    )
    left = question[: found.start()] + question[found.end() :] if found else ""
    return left if len(left.split()) > 2 else None


def _pairs(first: Question, second: Question) -> Iterator[tuple[str, Pair]]:
    """The kinds of pairs that the two may be."""
    if not first.answers or set(first.answers) & set(second.answers):
        return
    if _PRONOUN.search(first.text + second.text):
        return
    for name in sorted(set(NAME.findall(second.text)), key=lambda name: (-len(name), name)):
        if len(name) <= 3:
            continue
        if name in first.text:
            said = pronoun(second.text, name, second.about, person=False)
            if said:
                yield "named" if second.answers else "marked", Pair(first, said, second)
            if left := left_out(second.text, name):
                yield "left" if second.answers else "marked, left", Pair(first, left, second)
            return
        if second.answers and any(
            name in (told, f"the {told}") or (told.endswith(name) and len(name) > 4)
            for told in first.answers
        ):
            who = re.match("who", first.text, re.IGNORECASE) is not None
            if said := pronoun(second.text, name, second.about, person=who):
                yield "answered", Pair(first, said, second)
            return


def made(asked: Sequence[Question], most: int) -> dict[str, list[Pair]]:
    """Pairs by their kind, at most one a text and kind, ``most`` of a kind."""
    luck = random.Random(SEED)
    by_text: dict[str, list[Question]] = defaultdict(list)
    for question in asked:
        by_text[question.about].append(question)
    found: dict[str, list[Pair]] = defaultdict(list)
    for about in sorted(by_text):
        own: dict[str, list[Pair]] = defaultdict(list)
        some = by_text[about]
        luck.shuffle(some)
        for first in some:
            for second in some:
                for kind, pair in _pairs(first, second) if first is not second else ():
                    own[kind].append(pair)
        for kind, pairs in own.items():
            found[kind].append(luck.choice(pairs))
    for kind, told in (("other", True), ("other, none", False)):
        pool = [q for q in asked if bool(q.answers) == told]
        some = luck.sample(pool, min(most, len(pool)))
        before = [luck.choice(asked) for _ in some]
        found[kind] = [
            Pair(a, b.text, b) for a, b in zip(before, some, strict=True) if a.about != b.about
        ]
    for pairs in found.values():
        luck.shuffle(pairs)
    return {kind: pairs[:most] for kind, pairs in sorted(found.items()) if pairs}


def counted(archive: Archive, pairs: Sequence[Pair], how: str) -> Counts:
    """See bench/tally.py; ``how``: alone, after or whole."""
    counts = none_yet()
    for first, second, whole in pairs:
        text = whole.text if how == "whole" else second
        after = first.text if how == "after" else None
        answer = ask(archive, text, after=after)
        right = partial(holding, whole.answers) if whole.answers else None
        refused = right and answer.status == "no_answer"
        least = ask(archive, text, Settings(min_support=0), after=after) if refused else answer
        note(counts, answer, right, least)
    return counts


def main() -> None:
    told = given("followed", __doc__, MOST)
    of = told.collection
    archive, asked = of_collection(of, told.work) if of else of_kept(told.training, told.work)
    found: dict[str, object] = {"command": told.command}
    for kind, pairs in made(asked, told.most).items():
        found[kind] = {how: counted(archive, pairs, how) for how in ("alone", "after", "whole")}
        print(kind, json.dumps(found[kind]), flush=True)
    results_file.put(TARGET, told.name, found)


if __name__ == "__main__":
    main()
