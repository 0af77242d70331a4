"""Questions with a sentence beside them that is no part of them, as people write to assistants: is
the best quote right, and is it shown, without search/beside.py and with it.

    python -m bench.beside COLLECTION WORK [--most N] [--part N]

What stands beside them was written down before it was tried; not all of it is known to the rules.
``--most``, ``--part``: see bench/misspelt.py.
"""

from __future__ import annotations

import argparse
import json
from contextlib import nullcontext
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any
from unittest import mock

from bench import results_file
from bench.answers import figures, narrowed
from bench.cached import CachedEmbedder
from index.models import load
from search import engine
from search.evaluate import evaluate
from search.judged import read_judged
from search.settings import Settings

TARGET = results_file.FOLDER / "beside.json"
BESIDE = (
    "I need this for school. {}",
    "{} Thanks in advance!",
    "Hi, I have a question. {}",
    "{} Please answer in one sentence.",
    "You are a helpful assistant that answers questions from news articles. {}",
    "{} Only use the articles.",
    "My boss wants to know. {}",
    "{} It is for a quiz.",
    "Quick question: {}",
    "{} I can't remember.",
    "I was wondering. {}",
    "{} Don't make anything up.",
    "Good morning! {}",
    "{} Answer as briefly as possible.",
    "I read the paper every day. {}",
    "{} If you don't know, say so.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Questions with a sentence beside them")
    for name in ("collection", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--most", type=int, default=300)
    parser.add_argument("--part", type=int)
    options = parser.parse_args()
    judged = narrowed(read_judged(options.collection), options.part, options.most)
    more = tuple(
        replace(q, text=form.format(q.text))
        for q, form in zip(judged.questions, cycle(BESIDE), strict=False)
    )
    embedder = CachedEmbedder(load(), options.work / "vectors.sqlite")
    found: dict[str, Any] = {
        "command": f"python -m bench.beside {options.collection.name} WORK --most {options.most}"
        + (f" --part {options.part}" if options.part else "")
    }
    for name, questions in {
        "as they are": judged.questions, "with a sentence, before": more, "with a sentence": more,
    }.items():  # fmt: skip
        kept = mock.patch.object(engine, "without_asides", str)
        with kept if name.endswith("before") else nullcontext():
            asked = replace(judged, questions=questions)
            (made,) = evaluate(asked, [Settings()], embedder=embedder)
        found[name] = {"questions": len(questions), **figures(made)}
        print(name, json.dumps(found[name]), flush=True)
    results_file.put(TARGET, options.collection.name, found)


if __name__ == "__main__":
    main()
