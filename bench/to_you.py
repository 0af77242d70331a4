"""Questions for a yes or a no that ask of "you", "I" or "we": "can you recycle gift bags?", which
begin as a request does ("can you tell me …").

    python -m bench.to_you TRAINING WORK

Asked are BoolQ's (people's questions to a search engine, each with a passage that answers it), in
an archive of these passages and of as many others as make ``ARTICLES``. The reader was trained on
most of them as passages, what weighs sentences on none. Right: the best sentence is of the passage.
``requests``: as before, when all of them were taken for requests, which ask for no yes or no.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from contextlib import nullcontext
from pathlib import Path
from unittest import mock

from bench import results_file
from bench.cached import CachedEmbedder
from bench.fit_reader import ARTICLES, draft, one_line
from index.models import load
from index.update import put
from search import yes_no
from search.engine import Archive, ask

TARGET = results_file.FOLDER / "to_you.json"
_TO_YOU = re.compile(r"(?:can|could|do|should|may|must|will|would) (?:i|you|we)\b", re.IGNORECASE)
_WAS_REQUEST = re.compile(r"(?:can|could|will|would) (?:i|you|we)\b", re.IGNORECASE)


def passages(training: Path) -> dict[str, str]:
    """The passage of each question of BoolQ that is relevant to it."""
    found = {}
    with gzip.open(training / "pairs.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["source"].startswith("boolq") and row["label"]:
                found[row["question"]] = one_line(row["sentence"])
    return found


def counted(archive: Archive, asked: dict[str, str]) -> dict[str, float]:
    """Shares of the questions ``asked``, each with its passage."""
    right = answered = other = 0
    for question, passage in asked.items():
        answer = ask(archive, question)
        shown = answer.status != "no_answer"
        told = answer.citations or answer.nearest
        best = max(told, key=lambda citation: citation.support, default=None)
        found = best is not None and one_line(best.quote) in passage
        right, answered, other = right + found, answered + (found and shown), other + (
            shown and not found
        )  # fmt: skip
    return {
        "questions": len(asked),
        "best sentence of its passage": round(right / len(asked), 3),
        "shown": round(answered / len(asked), 3),
        "another shown": round(other / len(asked), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("training", type=Path)
    parser.add_argument("work", type=Path, help="folder for the archive and vectors")
    given = parser.parse_args()
    embedder = CachedEmbedder(load(), given.work / "vectors.sqlite")
    texts = passages(given.training)
    asked = {question: text for question, text in texts.items() if _TO_YOU.match(question)}
    place = given.work / "to-you"
    if not place.exists():
        drafts = {each.origin: each for each in map(draft, asked.values())}
        for text in texts.values():
            if len(drafts) < ARTICLES:
                drafts.setdefault((made := draft(text)).origin, made)
        put(place, list(drafts.values()), embedder=embedder)
    archive = Archive(place, embedder)
    told = yes_no.asks_yes_or_no
    before = mock.patch.object(
        yes_no, "asks_yes_or_no", lambda words: told(words) and not _WAS_REQUEST.match(words)
    )
    for name, patch in (("requests", before), ("shipped", nullcontext())):
        with patch:
            found = counted(archive, asked)
        print(name, json.dumps(found), flush=True)
        results_file.put(TARGET, name, {"command": "python -m bench.to_you TRAINING WORK", **found})


if __name__ == "__main__":
    main()
