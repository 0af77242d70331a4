"""Passages of drafts, and a vector for each that has none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

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
WINDOW = 16 * AT_ONCE
"""Passages whose texts are in memory at a time, and among which those of like length are found."""

Cut = tuple[int, int, bytes]
"""Start and end of a passage in its article's text, and the key of what is embedded of it."""
Planned = tuple[Draft, str | None, list[Cut]]
"""An article, its root, and its passages. Their texts are cut when they are embedded: kept for all
articles of a run they would take more memory than the articles."""


class LazyEmbedder:
    """The embedder, loaded when the first passage needs it: an update without new text is quick."""

    def __init__(self, embedder: Embedder | None, name: str) -> None:
        self._embedder, self._name = embedder, name

    def get(self) -> Embedder:
        """The embedder; it is loaded at the first call."""
        if self._embedder is None:
            self._embedder = load(self._name)
        return self._embedder


def passages_of(draft: Draft, language: str) -> list[Cut]:
    """The passages of ``draft``, in order. A key is the SHA-256 of the embedded text."""
    return [
        (start, end, hashlib.sha256(_text(draft, start, end).encode()).digest())
        for start, end in split(draft.text, _code(language))
    ]


def _text(draft: Draft, start: int, end: int) -> str:
    return embedded_text(draft.title, draft.published, draft.text[start:end])


def _code(language: str) -> str:
    """ISO 639-1 code that the sentence splitter wants."""
    codes = {"german": "de", "spanish": "es", "swedish": "sv", "dutch": "nl", "greek": "el",
             "turkish": "tr", "portuguese": "pt"}  # fmt: skip
    return codes.get(language, language[:2])


def embed(
    catalogue: Catalogue,
    build: Build,
    planned: Sequence[Planned],
    lazy: LazyEmbedder,
    progress: Progress | None,
) -> int:
    """Store a vector for every passage that has none; give how many were embedded."""
    keys = {key for _, _, passages in planned for _, _, key in passages}
    needed = catalogue.missing(build.fingerprint, keys)
    if not needed:
        return 0
    embedder = lazy.get()
    if embedder.fingerprint != build.fingerprint:
        raise ArchiveStale(
            f"the archive's vectors are of {build.fingerprint}, the model here is "
            f"{embedder.fingerprint}; nothing was changed. Build it anew: pressmark index --rebuild"
        )
    done, total = 0, len(needed)
    if progress:
        progress("embedding", done, total)
    for texts in _windows(planned, needed):
        for some in _slices(texts):
            vectors = embedder.encode([texts[key] for key in some])
            with catalogue.transaction():
                catalogue.put_vectors(build.fingerprint, some, vectors)
            done += len(some)
            if progress:
                progress("embedding", done, total)
    return total


def _windows(planned: Iterable[Planned], needed: set[bytes]) -> Iterator[dict[bytes, str]]:
    """By key, the texts of the passages that are ``needed``, a window at a time. It empties the
    set: a passage that stands in two articles comes once.
    """
    texts: dict[bytes, str] = {}
    for draft, _, passages in planned:
        for start, end, key in passages:
            if key in needed:
                needed.discard(key)
                texts[key] = _text(draft, start, end)
                if len(texts) == WINDOW:
                    yield texts
                    texts = {}
    if texts:
        yield texts


def _slices(texts: Mapping[bytes, str]) -> list[list[bytes]]:
    """The keys, like lengths together so that little is spent on padding; by turns a slice of short
    ones and one of long ones, so that the time left can be told from the time spent.
    """
    keys = sorted(texts, key=lambda key: len(texts[key]))
    made = [keys[low : low + AT_ONCE] for low in range(0, len(keys), AT_ONCE)]
    half = (len(made) + 1) // 2
    by_turns = zip_longest(made[:half], reversed(made[half:]))
    return [some for pair in by_turns for some in pair if some]
