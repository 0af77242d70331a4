"""One generation, opened for reading."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index import generation
from index.catalogue import Catalogue
from index.dense import DenseIndex
from index.errors import ArchiveDamaged, ArchiveStale
from index.manifest import FORMAT, Manifest
from index.sparse import SparseIndex
from index.terms import ANALYZER_VERSION
from search.collapse import Stories


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation, opened. Its files are never written again."""

    manifest: Manifest
    warning: str | None
    dense: DenseIndex
    terms: SparseIndex
    rows: list[tuple[int, int, int, int]]
    stories: Stories


def open_snapshot(folder: Path) -> Snapshot:
    """The newest whole generation of the archive in ``folder``.

    Raises:
        ArchiveMissing, ArchiveDamaged, ArchiveStale: see index.errors.
    """
    found = generation.find(folder)
    with closing(Catalogue(folder)) as catalogue:
        catalogue.check_articles()
    build = found.manifest.build
    if build.format != FORMAT or build.analyzer != ANALYZER_VERSION:
        raise ArchiveStale(
            f"the archive was built by another version of pressmark (format {build.format}, "
            f"analyzer {build.analyzer}). Build it anew: pressmark index --rebuild"
        )
    dense = DenseIndex(found.folder)
    table = generation.rows(found.folder)
    rows = [(r, n, a, b) for r, n, a, b in table.tolist()]
    terms = SparseIndex(found.folder, build.language, table[:, 0])
    stories = generation.story_rows(found.folder)
    if not (terms.whole and len(dense) == len(rows) == len(stories) == found.manifest.passages):
        raise ArchiveDamaged(
            f"{found.folder}: its files disagree on the number of passages. "
            "Rebuild it: pressmark index --rebuild"
        )
    return Snapshot(found.manifest, found.warning, dense, terms, rows, stories)
