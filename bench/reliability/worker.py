"""A writer in a process of its own, to be killed: does one phase and says so.

    python -m bench.reliability.worker ARCHIVE first|update|delete

Prints "done" when the call has returned: from then on the change must outlast anything.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.reliability.hashed import HashedEmbedder
from bench.reliability.stories import drafts
from index.catalogue import article_id
from index.update import put, remove

PHASES = ("first", "update", "delete")


def phase(archive: Path, name: str) -> None:
    """Do it. ``update`` and ``delete`` need what ``first`` makes."""
    if name == "first":
        put(archive, drafts(0), embedder=HashedEmbedder())
    elif name == "update":
        put(archive, drafts(1), embedder=HashedEmbedder())
    else:
        gone = [article_id(draft.origin) for draft in drafts(0)[:2]]
        remove(archive, gone, embedder=HashedEmbedder())


if __name__ == "__main__":
    phase(Path(sys.argv[1]), sys.argv[2])
    sys.stdout.write("done\n")
