"""Passages of drafts, and a vector for each that has none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from index.catalogue import Catalogue
from index.embed import Embedder
from index.errors import ArchiveStale
from index.header import embedded_text
from index.manifest import Build
from index.models import load
from index.records import Draft
from index.sources import Progress
from index.split import split

AT_ONCE = 256
"""Passages embedded between two commits of vectors: what an interrupted run may lose."""

Planned = tuple[Draft, str | None, list[tuple[int, int, bytes, str]]]
"""An article, its root, and (start, end, key, embedded text) of its passages."""


class LazyEmbedder:
    """The embedder, loaded when the first passage needs it: an update without new text is quick."""

    def __init__(self, embedder: Embedder | None, name: str) -> None:
        self._embedder, self._name = embedder, name

    def get(self) -> Embedder:
        """The embedder; it is loaded at the first call."""
        if self._embedder is None:
            self._embedder = load(self._name)
        return self._embedder


def passages_of(draft: Draft, language: str) -> list[tuple[int, int, bytes, str]]:
    """(start, end, key, embedded text) of each passage. The key is the text's SHA-256."""
    found = []
    for start, end in split(draft.text, _code(language)):
        text = embedded_text(draft.title, draft.published, draft.text[start:end])
        found.append((start, end, hashlib.sha256(text.encode()).digest(), text))
    return found


def _code(language: str) -> str:
    """ISO 639-1 code that the sentence splitter wants."""
    codes = {"german": "de", "spanish": "es", "swedish": "sv", "dutch": "nl", "greek": "el",
             "turkish": "tr", "portuguese": "pt"}  # fmt: skip
    return codes.get(language, language[:2])


def embed(
    catalogue: Catalogue,
    build: Build,
    planned: Iterable[Planned],
    lazy: LazyEmbedder,
    progress: Progress | None,
) -> int:
    """Store a vector for every passage that has none; give how many were embedded."""
    texts = {key: text for _, _, passages in planned for _, _, key, text in passages}
    missing = catalogue.missing(build.fingerprint, texts)
    needed = [key for key in texts if key in missing]
    if not needed:
        return 0
    embedder = lazy.get()
    if embedder.fingerprint != build.fingerprint:
        raise ArchiveStale(
            f"the archive's vectors are of {build.fingerprint}, the model here is "
            f"{embedder.fingerprint}; nothing was changed. Build it anew: pressmark index --rebuild"
        )
    # Like lengths together over many passages, so that little is spent on padding.
    needed.sort(key=lambda key: len(texts[key]))
    for start in range(0, len(needed), AT_ONCE):
        keys = needed[start : start + AT_ONCE]
        vectors = embedder.encode([texts[key] for key in keys])
        with catalogue.transaction():
            catalogue.put_vectors(build.fingerprint, keys, vectors)
        if progress:
            progress("embedding", min(start + AT_ONCE, len(needed)), len(needed))
    return len(needed)
