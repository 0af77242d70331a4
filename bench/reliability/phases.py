"""What a writer that is killed, starved or denied does: one phase. From the moment that it has
returned, the change must outlast anything.
"""

from __future__ import annotations

from pathlib import Path

from bench.reliability.hashed import HashedEmbedder
from bench.reliability.stories import drafts
from index import publish
from index.origins import origin_key
from index.update import put, remove, update

PHASES = ("first", "update", "delete", "share", "merge", "rebuild")
"""share, merge: an update of an archive as if it were large, whose new segment stands beside the
ones before, or is merged with them. rebuild: everything is read anew, and what no article needs is
swept out.
"""


def before(archive: Path, name: str) -> None:
    """Make what the phase ``name`` starts from; the first one starts from nothing."""
    if name == "first":
        return
    put(archive, drafts(0), embedder=HashedEmbedder())
    if name == "rebuild":
        put(archive, drafts(1), embedder=HashedEmbedder())  # leaves something to sweep out


def phase(archive: Path, name: str) -> None:
    """Do it, in a process of its own: share and merge change what index.publish goes by."""
    if name == "first":
        put(archive, drafts(0), embedder=HashedEmbedder())
    elif name == "update":
        put(archive, drafts(1), embedder=HashedEmbedder())
    elif name in ("share", "merge"):
        publish.EXACT, publish.DEAD_SHARE = 0, 1.0
        if name == "share":
            publish.RATIO, publish.LEAST = 0, 1
        put(archive, drafts(1)[:1], embedder=HashedEmbedder())
    elif name == "rebuild":
        update(archive, rebuild=True, embedder=HashedEmbedder())
    else:
        gone = [origin_key(draft.origin) for draft in drafts(0)[:2]]
        remove(archive, gone, embedder=HashedEmbedder())
