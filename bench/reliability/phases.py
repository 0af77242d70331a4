"""What a writer that is killed, starved or denied does: one phase. From the moment that it has
returned, the change must outlast anything.
"""

from __future__ import annotations

from pathlib import Path

from bench.reliability.hashed import HashedEmbedder
from bench.reliability.stories import drafts
from index.origins import origin_key
from index.update import put, remove

PHASES = ("first", "update", "delete")


def phase(archive: Path, name: str) -> None:
    """Do it. ``update`` and ``delete`` need what ``first`` makes."""
    if name == "first":
        put(archive, drafts(0), embedder=HashedEmbedder())
    elif name == "update":
        put(archive, drafts(1), embedder=HashedEmbedder())
    else:
        gone = [origin_key(draft.origin) for draft in drafts(0)[:2]]
        remove(archive, gone, embedder=HashedEmbedder())
