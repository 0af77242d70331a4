"""Questions for a yes or a no that ask of "you", "I" or "we": "can you recycle gift bags?", which
begin as a request does ("can you tell me …").

    python -m bench.to_you TRAINING WORK

Asked are BoolQ's (people's questions to a search engine, each with a passage that answers it), in
an archive of these passages and of as many others as make ``ARTICLES``. The reader was trained on
most of them as passages, what weighs sentences on none. Right: the best sentence is of the passage.
``requests``: as before, when all of them were taken for requests, which ask for no yes or no.
"""

from __future__ import annotations

import json
import re
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from unittest import mock

from bench import results_file
from bench.cached import started
from bench.fit_reader import ARTICLES, draft, one_line
from bench.tally import none_yet, note
from index.update import put
from search import yes_no
from search.engine import Archive, ask
from search.results import Citation
from training.source import pairs

TARGET = results_file.FOLDER / "to_you.json"
_TO_YOU = re.compile(r"(?:can|could|do|should|may|must|will|would) (?:i|you|we)\b", re.IGNORECASE)
_WAS_REQUEST = re.compile(r"(?:can|could|will|would) (?:i|you|we)\b", re.IGNORECASE)


def passages(training: Path) -> dict[str, str]:
    """The passage of each question of BoolQ that is relevant to it."""
    return {
        row["question"]: one_line(row["sentence"])
        for row in pairs(training)
        if row["source"].startswith("boolq") and row["label"]
    }


def counted(archive: Archive, asked: dict[str, str]) -> dict[str, float]:
    """Shares of the questions ``asked``, each with its passage."""
    counts = none_yet()
    for question, passage in asked.items():
        answer = ask(archive, question)
        note(counts, answer, partial(_stands, passage), answer)
    titles = {
        "found": "best sentence of its passage", "answered": "shown", "wrong": "another shown",
    }  # fmt: skip
    return {"questions": len(asked)} | {
        title: round(counts[name] / len(asked), 3) for name, title in titles.items()
    }


def _stands(passage: str, citation: Citation) -> bool:
    return one_line(citation.quote) in passage


def main() -> None:
    training, work, embedder = started(__doc__)
    texts = passages(training)
    asked = {question: text for question, text in texts.items() if _TO_YOU.match(question)}
    place = work / "to-you"
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
