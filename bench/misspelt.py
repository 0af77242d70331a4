"""Questions with one wrong letter in their rarest word, beside the same as they are: is the best
quote right, and is it shown. And questions of another collection, in which words stand that no
article here says: they must be refused, however near to others these words are.

    python -m bench.misspelt COLLECTION OTHER WORK [--most N] [--part N]

``--most``: so many questions of each, taken evenly; ``--part``: the N first articles.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import results_file, typos
from bench.answers import figures, narrowed
from bench.cached import CachedEmbedder
from bench.lab import evenly
from index.models import load
from index.terms import Analyzer
from search.evaluate import evaluate
from search.judged import Judged, Question, read_judged
from search.settings import Settings

TARGET = results_file.FOLDER / "misspelt.json"


def spoilt(judged: Judged) -> list[Question]:
    """Its questions, each with one wrong letter in the rarest word that articles say."""
    analyzer, luck = Analyzer("english"), random.Random(1)
    holders: Counter[str] = Counter()
    for document in judged.documents:
        holders.update(set(analyzer.terms(f"{document.title}\n{document.text}")))

    def rarity(term: str) -> float | None:
        return -holders[term] if holders[term] else None

    return [
        replace(q, text=typos.spoilt(q.text, analyzer, rarity, luck, other=True))
        for q in judged.questions
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Misspelt questions")
    for name in ("collection", "other", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--most", type=int, default=300)
    parser.add_argument("--part", type=int)
    options = parser.parse_args()
    judged = narrowed(read_judged(options.collection), options.part, options.most)
    foreign = evenly(read_judged(options.other).questions, options.most)
    groups = {
        "as they are": judged.questions,
        "misspelt": tuple(spoilt(judged)),
        f"of {options.other.name}": tuple(
            Question(f"other {q.id}", q.text, answerable=False) for q in foreign
        ),
    }
    embedder = CachedEmbedder(load(), options.work / "vectors.sqlite")
    found: dict[str, Any] = {
        "command": f"python -m bench.misspelt {options.collection.name} {options.other.name} WORK "
        f"--most {options.most}" + (f" --part {options.part}" if options.part else "")
    }
    for name, questions in groups.items():
        (made,) = evaluate(replace(judged, questions=questions), [Settings()], embedder=embedder)
        respelt = [bool(o.answer and o.answer.respelt) for o in made.outcomes]
        found[name] = {
            "questions": len(questions),
            "with a word read as another": sum(respelt),
            "of these answered": sum(
                o.answer is not None and o.answer.status != "no_answer"
                for o, known in zip(made.outcomes, respelt, strict=True)
                if known
            ),
            **figures(made),
        }
        print(name, json.dumps(found[name]), flush=True)
    results_file.put(TARGET, options.collection.name, found)


if __name__ == "__main__":
    main()
