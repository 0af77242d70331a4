"""The plain recipe as a program: sentence-transformers, rank_bm25 (BM25Okapi), flat FAISS, 120-word
passages, RRF 60 (bench/peers/plain.py measures its quality). Used by bench/speed.py.

    python -m bench.speed_peer build FOLDER PLACE
    python -m bench.speed_peer search PLACE QUESTION

BM25Okapi has no format of its own: it is pickled, which is quicker than making it anew.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

WORDS, CANDIDATES, RRF = 120, 100, 60
Encode = Callable[[Sequence[str]], Any]


def model() -> Any:
    """The packaged model as sentence-transformers loads it."""
    from sentence_transformers import SentenceTransformer

    from index import model_files

    return SentenceTransformer(str(model_files.folder()), device="cpu")


def encoder() -> Encode:
    """Its encode with vectors of length one; batches of 32, as by default."""
    loaded = model()
    return lambda texts: loaded.encode(list(texts), normalize_embeddings=True)


def terms(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def cut(folder: Path) -> list[str]:
    """Passages of every file, sorted."""
    made = []
    for path in sorted(folder.rglob("*.txt")):
        words = path.read_text(encoding="utf-8").split()
        made += [" ".join(words[n : n + WORDS]) for n in range(0, len(words), WORDS)]
    return made


class Plain:
    """An index in memory."""

    def __init__(self, texts: list[str], store: Any, bm25: Any) -> None:
        self.texts, self.store, self.bm25 = texts, store, bm25

    @classmethod
    def build(cls, texts: list[str], encode: Encode) -> Plain:
        import faiss
        from rank_bm25 import BM25Okapi

        vectors = np.asarray(encode(texts), dtype=np.float32)
        store = faiss.IndexFlatIP(vectors.shape[1])
        store.add(vectors)
        return cls(texts, store, BM25Okapi([terms(text) for text in texts]))

    @classmethod
    def load(cls, place: Path) -> Plain:
        import faiss

        texts = json.loads((place / "texts.json").read_text())
        with (place / "bm25.pickle").open("rb") as file:
            return cls(texts, faiss.read_index(str(place / "dense.faiss")), pickle.load(file))

    def save(self, place: Path) -> None:
        import faiss

        place.mkdir(parents=True, exist_ok=True)
        (place / "texts.json").write_text(json.dumps(self.texts))
        faiss.write_index(self.store, str(place / "dense.faiss"))
        with (place / "bm25.pickle").open("wb") as file:
            pickle.dump(self.bm25, file, protocol=5)

    def add(self, texts: list[str], encode: Encode) -> Plain:
        """With more passages: BM25Okapi can't be added to, so it is made anew."""
        from rank_bm25 import BM25Okapi

        self.store.add(np.asarray(encode(texts), dtype=np.float32))
        every = [*self.texts, *texts]
        return Plain(every, self.store, BM25Okapi([terms(text) for text in every]))

    def search(self, question: str, encode: Encode, k: int = 10) -> list[str]:
        scores = self.bm25.get_scores(terms(question))
        _, near = self.store.search(np.asarray(encode([question]), dtype=np.float32), CANDIDATES)
        fused: dict[int, float] = defaultdict(float)
        for ranking in (np.argsort(-scores, kind="stable")[:CANDIDATES].tolist(), near[0].tolist()):
            for rank, row in enumerate(ranking, 1):
                fused[row] += 1 / (RRF + rank)
        return [self.texts[row] for row in sorted(fused, key=lambda row: -fused[row])[:k]]


def main() -> None:
    what, *given = sys.argv[1:]
    if what == "build":
        folder, target = map(Path, given)
        texts = cut(folder)
        Plain.build(texts, encoder()).save(target)
        print(json.dumps({"passages": len(texts)}))
    else:
        place, question = given
        print("\n\n".join(Plain.load(Path(place)).search(question, encoder())))


if __name__ == "__main__":
    main()
