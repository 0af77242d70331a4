"""Keeping an archive up to date while files change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index import generation
from index.embed import Embedder
from index.errors import ArchiveBusy, NothingToIndex
from index.models import load
from index.read import checked_root
from index.records import Report
from index.sources import ALL, Choice
from index.update import update
from index.worker import Readers

QUIET, LONGEST = 200, 5_000
"""Milliseconds without a change after which a batch is indexed, and what it may wait at most."""
AGAIN = 1.0
"""Seconds until a busy archive is tried again."""


def watch(
    archive: Path,
    sources: Sequence[Path],
    *,
    choice: Choice = ALL,
    model: str | None = None,
    language: str | None = None,
    embedder: Embedder | None = None,
    stop: threading.Event | None = None,
    on_trouble: Callable[[str], None] = lambda _: None,
) -> Iterator[Report]:
    """A report of a first update, then one of each batch of changes, until ``stop`` is set.

    Model and parsers stay loaded, and all that changes within a moment is one batch.

    Raises:
        BadInput, NothingToIndex, ArchiveError, ModelMissing: the first update can't be made.
    """
    from watchfiles import watch as changes

    roots = [checked_root(source) for source in sources]
    with Readers() as readers:
        yield update(
            archive, roots, choice=choice, model=model, language=language, embedder=embedder,
            readers=readers,
        )  # fmt: skip
        held = embedder or load(generation.find(archive).manifest.build.model)
        held.encode(["warm"])
        wanted = _Wanted(archive, roots)
        for batch in changes(
            *roots, watch_filter=wanted, debounce=LONGEST, step=QUIET, stop_event=stop,
            raise_interrupt=True, ignore_permission_denied=True,
        ):  # fmt: skip
            changed = [root for root in roots if any(_lies_in(path, root) for _, path in batch)]
            while True:
                try:
                    yield update(archive, changed, choice=choice, embedder=held, readers=readers)
                except ArchiveBusy:
                    time.sleep(AGAIN)
                    continue
                except NothingToIndex as error:
                    on_trouble(str(error))
                break


def _lies_in(path: str, root: Path) -> bool:
    return Path(path).is_relative_to(root)


class _Wanted:
    """Which changes matter: none of hidden files, and none of the archive itself."""

    def __init__(self, archive: Path, roots: Sequence[Path]) -> None:
        self._archive, self._roots = archive.resolve(), roots

    def __call__(self, _: object, name: str) -> bool:
        path = Path(name)
        if path.is_relative_to(self._archive):
            return False
        return any(
            path.is_relative_to(root)
            and not any(part.startswith(".") for part in path.relative_to(root).parts)
            for root in self._roots
        )
