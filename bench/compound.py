"""Questions that ask two things, made of two questions about the same article.

    python -m bench.compound COLLECTION WORK [LIMIT]

Two questions of a paragraph that have other answers are joined with "and". Both, one, none: how
many of the two a citation holds the answer of; asked as one question, as it was before
search/compound.py, and as shipped. Sentences: of all answers, and how many of them hold one of
the two. Leaning: of two questions with a name in common the second has "it" for it. Half: the
second question is an unanswerable one of squad2-dev-half; told: it is named as not said.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from bench import results_file
from bench.collection import archive_of, questions
from index.models import load
from search import engine
from search.compound import Asked
from search.results import Answer

TARGET = results_file.FOLDER / "compound.json"
SEED = 5
NAME = re.compile(r"(?<=\s)(?:the )?[A-Z][\w'-]*(?: (?:of |the )*[A-Z][\w'-]*)*")
_WH = re.compile(r"(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE)

Question = dict[str, Any]


def _by_article(collection: Path) -> list[list[Question]]:
    """The answerable questions of each paragraph that begin with a question word."""
    found = defaultdict(list)
    for question in questions(collection):
        if question.get("answerable") and _WH.match(question["text"]):
            found[question["evidence"][0]["doc_id"]].append(question)
    return [found[name] for name in sorted(found)]


def pairs(collection: Path, limit: int) -> list[tuple[Question, Question]]:
    """Two questions of a paragraph each, with other answers."""
    luck, found = random.Random(SEED), []
    for some in _by_article(collection):
        two = luck.sample(some, min(2, len(some)))
        if len(two) == 2 and not set(two[0]["answers"]) & set(two[1]["answers"]):
            found.append((two[0], two[1]))
    luck.shuffle(found)
    return found[:limit]


def leaning(collection: Path, limit: int) -> list[tuple[Question, Question]]:
    """Two questions of a paragraph each that name the same; the second says "it" for that."""
    luck, found = random.Random(SEED), []
    for some in _by_article(collection):
        luck.shuffle(some)
        two = next(filter(None, (_leaning(a, b) for a in some for b in some if a is not b)), None)
        if two:
            found.append(two)
    luck.shuffle(found)
    return found[:limit]


def _leaning(one: Question, other: Question) -> tuple[Question, Question] | None:
    shared = [n for n in NAME.findall(other["text"]) if len(n) > 3 and n in one["text"]]
    if not shared or set(one["answers"]) & set(other["answers"]):
        return None
    named = re.compile(re.escape(max(shared, key=len)) + "(['’]s)?")
    text = named.sub(lambda found: "its" if found[1] else "it", other["text"], count=1)
    return one, {**other, "text": text}


def together(one: Question, other: Question) -> str:
    """One question for both."""
    second = other["text"].strip()
    return f"{one['text'].rstrip('? ')} and {second[0].lower()}{second[1:]}"


def holds(quote: str, question: Question) -> bool:
    return any(words.casefold() in quote.casefold() for words in question["answers"])


def measured(ask: Callable[[str], Answer], asked: list[tuple[Question, Question]]) -> Counter[str]:
    """Counts over ``asked``."""
    counts: Counter[str] = Counter()
    for one, other in asked:
        answer = ask(together(one, other))
        quotes = [citation.quote for citation in answer.citations]
        right = sum(any(holds(quote, each) for quote in quotes) for each in (one, other))
        counts[("none", "one", "both")[right]] += 1
        counts["sentences"] += len(answer.sentences)
        counts["sentences that answer"] += sum(
            holds(s.text, one) or holds(s.text, other) for s in answer.sentences
        )
    return counts


def main() -> None:
    collection, work = Path(sys.argv[1]), Path(sys.argv[2])
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    archive = engine.Archive(archive_of(collection, work), load())

    def ask(question: str) -> Answer:
        return engine.ask(archive, question)

    asked = pairs(collection, limit)
    lean = leaning(collection, limit)
    whole = mock.patch.object(engine, "split_question", lambda question: [Asked(question)])
    with whole:
        before, lean_before = measured(ask, asked), measured(ask, lean)
    after, lean_after = measured(ask, asked), measured(ask, lean)
    others = questions(collection.parent / "squad2-dev-half")
    nowhere = [q for q in others if not q["answerable"] and _WH.match(q["text"])]
    half: Counter[str] = Counter()
    for (one, _), other in zip(asked, random.Random(SEED).sample(nowhere, len(asked)), strict=True):
        answer = ask(together(one, other))
        half["first answered"] += any(holds(c.quote, one) for c in answer.citations)
        half["told"] += answer.reason is not None and other["text"].strip()[1:-1] in answer.reason
    results = {
        "command": f"python -m bench.compound {collection.name} WORK {limit}",
        "questions": len(asked),
        "as one question": dict(sorted(before.items())),
        "shipped": dict(sorted(after.items())),
        "leaning": len(lean),
        "leaning, as one question": dict(sorted(lean_before.items())),
        "leaning, shipped": dict(sorted(lean_after.items())),
        "half": dict(sorted(half.items())),
    }
    print(json.dumps(results, indent=1))
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
