"""Fit search/sayings.json: whether what somebody says is about a topic.

    python -m bench.fit_sayings WORK

Data: the questions of bench/spoken.py of the group ``fit``. Logistic regression on the best
sentence of each, as in bench/fit_overview.py.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench.cached import CachedEmbedder
from bench.fit_overview import fitted_on
from bench.spoken import Spoken, spoken
from index.models import load
from search.engine import Archive, search
from search.overview import READ
from search.sayings import NAMES, sayings, sought
from search.speakers import Speaker

TARGET = Path(__file__).parents[1] / "search" / "sayings.json"


def lines(archive: Archive, asked: Spoken, embedder: CachedEmbedder) -> list[tuple[float, ...]]:
    """Features of what the speaker says, and whether it is right."""
    speaker = Speaker.named(asked.speaker)
    hits = search(archive, sought(asked.speaker, asked.topic), READ)
    terms = archive.snapshot().terms
    found = sayings(speaker, asked.topic, hits, terms, embedder.encode) if speaker else []
    return [(*each.features, float(each.quote in asked.right)) for each in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("work", type=Path, help="folder for archives and vectors")
    work = parser.parse_args().work
    embedder = CachedEmbedder(load(), work / "vectors.sqlite")
    asked = ((a, one) for a, questions in spoken("fit", work, embedder) for one in questions)
    found = ((lines(archive, one, embedder), bool(one.right)) for archive, one in asked)
    fields = fitted_on(NAMES, found)
    TARGET.write_text(json.dumps(fields, indent=2) + "\n", "utf-8")
    print(json.dumps(fields, indent=2))


if __name__ == "__main__":
    main()
