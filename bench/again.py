"""Questions that are asked again: how long they take, beside reading every window anew.

    python -m bench.again COLLECTION [--most 20]

Of every question five steps, each in an archive that keeps what the reader's model gave for windows
(search/window_cache.py) and in one that does not, in turn: asked for the first time, asked again,
asked of its best hit's article alone, and two pages of hits in the reader's order, one after the
other. What they give is compared. COLLECTION as for ``pressmark eval``.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import results_file
from index.models import load
from index.update import put
from search import engine, window_cache
from search.engine import Archive
from search.filters import Filters
from search.judged import read_judged
from search.settings import Settings

TARGET = results_file.FOLDER / "again.json"
PAGE = 10
RERANK = Settings(rerank=True)


def steps(archive: Archive, question: str) -> dict[str, Callable[[], object]]:
    """What is done with a question, in this order; the same in every archive."""
    first = engine.search(archive, question, 1)[0].article.id
    return {
        "asked": lambda: engine.ask(archive, question),
        "asked again": lambda: engine.ask(archive, question),
        "narrowed to the best hit's article": lambda: engine.ask(
            archive, question, Settings(filters=Filters(article=first))
        ),
        "first page, reranked": lambda: engine.page(archive, question, PAGE, RERANK),
        "second page, reranked": lambda: engine.page(archive, question, PAGE, RERANK, offset=PAGE),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("--most", type=int, default=20)
    given = parser.parse_args()
    judged = read_judged(given.collection, given.most)
    embedder = load()
    spent: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as work:
        place = Path(work) / "archive"
        put(place, list(judged.documents), embedder=embedder)
        archives = {kept: Archive(place, embedder) for kept in (window_cache.KEPT, 0)}
        for archive in archives.values():
            engine.ask(archive, "Who warms up?")
        for question in judged.questions:
            of = {kept: steps(archive, question.text) for kept, archive in archives.items()}
            for name in next(iter(of.values())):
                given_back = []
                for kept, each in of.items():
                    window_cache.KEPT = kept
                    begun = time.perf_counter()
                    given_back.append(each[name]())
                    times = spent.setdefault(name, {}).setdefault(str(kept), [])
                    times.append(time.perf_counter() - begun)
                assert given_back[0] == given_back[1], (question.text, name)
    results_file.put(
        TARGET,
        judged.name,
        {
            "command": f"python -m bench.again {judged.name} --most {given.most}",
            "questions": len(judged.questions),
            "windows kept": max(archives),
            "ms, median": {
                name: {
                    "kept" if int(kept) else "read anew": round(statistics.median(each) * 1000, 1)
                    for kept, each in found.items()
                }
                for name, found in spent.items()
            },
        },
    )
    print(results_file.held(TARGET)[judged.name])


if __name__ == "__main__":
    main()
