"""A shared test collection (BEIR layout) as a folder of articles, and its questions."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from bench.cached import CachedEmbedder
from index.models import load
from index.update import put, update
from search.engine import Archive
from search.judged import Judged

DEFAULT = Path(__file__).parents[2] / "shared" / "collections"


def corpus(folder: Path) -> list[dict[str, Any]]:
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def questions(folder: Path, name: str = "queries.jsonl") -> list[dict[str, Any]]:
    with (folder / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_articles(folder: Path, target: Path, limit: int | None = None) -> int:
    """One .txt a document: the title, then the text."""
    target.mkdir(parents=True, exist_ok=True)
    documents = corpus(folder)[:limit]
    for number, document in enumerate(documents):
        title = " ".join(document["title"].split()) or "Untitled"
        body = document["text"].strip() or title
        (target / f"{number:06d}.txt").write_text(f"{title[:190]}\n{body}\n", encoding="utf-8")
    return len(documents)


def archive_of(folder: Path, work: Path) -> Path:
    """The archive of a collection below ``work``, indexed if it is not there yet."""
    place = work / folder.name
    if not (place / "archive").exists():
        write_articles(folder, place / "articles")
        update(place / "archive", [place / "articles"])
    return place / "archive"


def judged_archive(judged: Judged, work: Path) -> Archive:
    """The archive below ``work`` of its documents with all that is known of them, as their day."""
    embedder = CachedEmbedder(load(), work / "vectors.sqlite")
    place = work / f"judged-{judged.name}"
    if not place.exists():
        put(place, judged.documents, embedder=embedder)
    return Archive(place, embedder)


if __name__ == "__main__":
    print(write_articles(Path(sys.argv[1]), Path(sys.argv[2])))
