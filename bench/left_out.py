"""Asking with every sentence embedded, and without those whose vectors can change nothing
(search/undecided.py): how many are embedded, how long it takes, whether the answers are the same.

    python -m bench.left_out COLLECTION WORK [--most N] [--rounds N]

COLLECTION: seeds, or a shared one. Each question is asked both ways in turn.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from bench import results_file
from index.embed_onnx import OnnxEmbedder
from index.models import load
from index.prepared import cores
from index.update import put
from search import engine
from search.judged import read_judged
from search.results import Answer
from search.span_reader import SpanReader

TARGET = results_file.FOLDER / "left_out.json"


def told(answer: Answer) -> tuple[Any, ...]:
    """What an asker sees."""
    places = [
        [(c.article_id, c.start, c.end, round(c.support, 4)) for c in cited]
        for cited in (answer.citations, answer.nearest)
    ]
    return answer.status, answer.short, answer.reason, places


def every(self: SpanReader, question: str, seen: Any, _: Any) -> Any:
    """In place of what leaves some out."""
    return self._known(question, seen)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collection", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    judged = read_judged(given.collection, given.most)
    asked = [each.text for each in judged.questions]
    place = given.work / judged.name
    if not place.exists():
        put(place, list(judged.documents), embedder=load())
    archive = engine.Archive(place)
    embedded = {"all": 0, "left out": 0}
    seconds: dict[str, list[float]] = {"all": [], "left out": []}
    answers: dict[str, list[Any]] = {"all": [], "left out": []}
    ways = {"all": every, "left out": SpanReader._weighty}
    encode = OnnxEmbedder.encode
    for turn in range(given.rounds + 1):  # the first one warms up
        for question in asked:
            for name, way in ways.items():

                def noted(self: OnnxEmbedder, texts: Sequence[str], name: str = name) -> Any:
                    embedded[name] += len(texts)
                    return encode(self, texts)

                with (
                    mock.patch.object(SpanReader, "_weighty", way),
                    mock.patch.object(OnnxEmbedder, "encode", noted),
                ):
                    begun = time.perf_counter()
                    answer = engine.ask(archive, question)
                    spent = time.perf_counter() - begun
                if turn:
                    seconds[name].append(spent)
                    answers[name].append(told(answer))
    times = {name: statistics.median(each) * 1000 for name, each in seconds.items()}
    results_file.put(
        TARGET,
        judged.name,
        {
            "command": f"python -m bench.left_out COLLECTION WORK --most {given.most}",
            "machine": f"{cores()} cores",
            "questions": len(asked),
            "answers that differ": sum(
                a != b for a, b in zip(answers["all"], answers["left out"], strict=True)
            ),
            "texts embedded a question": {
                name: round(count / len(asked) / (given.rounds + 1), 1)
                for name, count in embedded.items()
            },
            "ms a question, median": {name: round(each) for name, each in times.items()},
            "of the time": round(
                statistics.median(
                    b / a for a, b in zip(seconds["all"], seconds["left out"], strict=True)
                ),
                2,
            ),
        },
    )
    print(TARGET.read_text("utf-8"))


if __name__ == "__main__":
    main()
