"""txtai hybrid search with its default weights (convex, 0.5) and its default BM25.

    python bench/peers/txtai_hybrid.py WORK...

WORK is a folder that prepare.py wrote. Rows: "txtai" (whole documents, read up to 512 tokens as
txtai reads this model by default), "txtai 256" (whole documents, read up to 256 tokens as
sentence-transformers reads it) and "txtai passages" (120-word passages; a document stands where its
best passage stands). A row whose vectors are not there is left out. The vectors come from
prepare.py; everything else is Embeddings(path=MODEL, hybrid=True, content=False).
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from shared import DEPTH, Lookup, documents_of, each_folder, read_lines, write_run
from txtai import Embeddings

ROWS = {
    "txtai": ("documents.jsonl", 512),
    "txtai 256": ("documents.jsonl", 256),
    "txtai passages": ("passages.jsonl", 256),
}


def run(folder: Path) -> None:
    """The rows of one collection."""
    questions = read_lines(folder / "questions.jsonl")
    asked = Lookup.read(folder, 256)
    for name, (file, window) in ROWS.items():
        rows = read_lines(folder / file)
        owners, texts = [r["document"] for r in rows], [r["text"] for r in rows]
        lookup = Lookup.read(folder, window)
        if asked is None or lookup is None or not lookup.has(texts):
            print(f"{folder.name}: {name} left out, its vectors are not there")
            continue

        # txtai calls a function as it is, but any other callable without arguments.
        def transform(data: list[str], lookup: Lookup = lookup) -> object:
            return lookup(data) if data[0] in lookup.rows else asked(data)

        embeddings = Embeddings(method="external", transform=transform, hybrid=True, content=False)
        embeddings.index((place, text, None) for place, text in enumerate(texts))
        found = embeddings.batchsearch([q["text"] for q in questions], DEPTH)
        ranked = {
            q["id"]: documents_of((place for place, _ in hits), owners)
            for q, hits in zip(questions, found, strict=True)
        }
        about = {"txtai": version("txtai"), "texts": len(texts), "window": window}
        about["ann"] = embeddings.config["build"].get("settings")
        write_run(folder, name, ranked, about)
        embeddings.close()


if __name__ == "__main__":
    each_folder(run)
