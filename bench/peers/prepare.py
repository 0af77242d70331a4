"""What the peers read: questions, documents and 120-word passages of a collection, with vectors.

    python -m bench.peers.prepare COLLECTIONS WORK [--only NAME]... [--part N] [--whole 256]...

Run it with the project's Python, from the project's folder. Every distinct text is embedded once,
by the project's embedder; parity.py compares its vectors with those of the peers' own libraries.
Whole documents are read up to 512 tokens, as txtai reads this model, or also to 256 (``--whole``).
WORK/NAME then holds questions.jsonl, documents.jsonl, passages.jsonl, and for each window a
texts-WINDOW.json and vectors-WINDOW.npy (a row for each text). A stopped run goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from bench.lab import part_of
from index.embed import Embedder
from index.embed_onnx import OnnxEmbedder
from index.models import load
from index.records import Draft
from search.judged import read_judged

COLLECTIONS = ("xquad-en", "time", "cacm", "scifact", "squad2-dev-half", "realtimeqa-2022")
WORDS = 120
STEP = 512


def headed(title: str, text: str) -> str:
    """``text`` behind its title."""
    return f"{title}. {text}" if title else text


def passages(document: Draft) -> list[str]:
    """The text cut every WORDS words, without overlap; the title stands before each piece."""
    words = document.text.split()
    pieces = (" ".join(words[at : at + WORDS]) for at in range(0, len(words), WORDS))
    return [headed(document.title, piece) for piece in pieces]


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


class WideEmbedder(OnnxEmbedder):
    """The project's embedder, reading up to ``window`` tokens instead of 256."""

    def __init__(self, window: int) -> None:
        super().__init__()
        self._tokenizer.enable_truncation(window)


def embed(embedder: Embedder, texts: Iterable[str], folder: Path, window: int) -> None:
    """texts-WINDOW.json and vectors-WINDOW.npy in ``folder``; what they hold already is kept."""
    names, rows = folder / f"texts-{window}.json", folder / f"vectors-{window}.npy"
    known: list[str] = json.loads(names.read_text()) if names.exists() else []
    vectors = list(np.load(rows)[: len(known)]) if known else []
    fresh = sorted(set(texts) - set(known), key=lambda t: (len(t), t))
    begun = time.monotonic()
    for at in range(0, len(fresh), STEP):
        vectors.extend(embedder.encode(fresh[at : at + STEP]))
        known.extend(fresh[at : at + STEP])
        np.save(rows, np.stack(vectors))
        names.write_text(json.dumps(known, ensure_ascii=False))
        done = min(at + STEP, len(fresh))
        seconds = time.monotonic() - begun
        print(f"{folder.name}, {window} tokens: {done}/{len(fresh)}, {seconds:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collections", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--only", action="append", choices=COLLECTIONS)
    parser.add_argument("--part", type=int, default=1200, help="articles of realtimeqa-2022")
    parser.add_argument(
        "--whole", action="append", type=int, choices=(256, 512), help="tokens of whole documents"
    )
    options = parser.parse_args()
    narrow, wide = load(), WideEmbedder(512)
    for name in options.only or COLLECTIONS:
        judged, folder = read_judged(options.collections / name), options.work / name
        if name == "realtimeqa-2022":
            judged = part_of(judged, options.part)
            folder = options.work / f"{name}-{options.part}"
        folder.mkdir(parents=True, exist_ok=True)
        questions = [q for q in judged.questions if any(g > 0 for g in q.relevant.values())]
        documents = [
            {"document": d.origin, "text": headed(d.title, d.text)} for d in judged.documents
        ]
        pieces = [{"document": d.origin, "text": p} for d in judged.documents for p in passages(d)]
        write_lines(
            folder / "questions.jsonl",
            ({"id": q.id, "text": q.text, "relevant": q.relevant} for q in questions),
        )
        write_lines(folder / "documents.jsonl", documents)
        write_lines(folder / "passages.jsonl", pieces)
        texts = [q.text for q in questions] + [row["text"] for row in pieces]
        embed(narrow, texts, folder, 256)
        for window in options.whole or [512]:
            whole = [row["text"] for row in documents]
            embed(wide if window == 512 else narrow, whole, folder, window)
        print(
            f"{folder.name}: {len(questions)} questions, {len(documents)} documents, "
            f"{len(pieces)} passages"
        )


if __name__ == "__main__":
    main()
