"""One generation, opened for reading."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import generation
from index.catalogue import Catalogue
from index.dense import DenseIndex
from index.errors import ArchiveDamaged, ArchiveStale
from index.facet_file import FacetTable, table
from index.facets import Mask
from index.manifest import FORMAT, Manifest
from index.sparse import SparseIndex
from index.terms import ANALYZER_VERSION
from search.collapse import Rows, Stories


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation, opened. Its files are never written again."""

    folder: Path
    manifest: Manifest
    warning: str | None
    dense: DenseIndex
    terms: SparseIndex
    rows: Rows
    stories: Stories
    articles: NDArray[np.int64]
    """For each row the number of its article, in order of rows."""
    alive: Mask | None
    """The rows that can be found; None where that is every one."""

    def facets(self) -> FacetTable:
        """What its articles can be found by.

        Raises:
            FileNotFoundError: two generations were published since it was opened.
        """
        return table(self.articles, generation.parts(self.folder))


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
            f"analyzer {build.analyzer}; here {FORMAT}, {ANALYZER_VERSION}). Build it anew, which "
            "embeds nothing again: pressmark index --rebuild"
        )
    rows, dead = generation.rows(found.folder), generation.dead(found.folder)
    articles = np.cumsum(rows[:, 1] == 0) - 1
    alive = None
    if len(dead):
        alive = np.ones(len(rows), dtype=np.bool_)
        alive[dead] = False
    dense = DenseIndex(*generation.parts(found.folder), dead=dead)
    terms = SparseIndex(found.folder, build.language, articles, dead=dead)
    stories = generation.story_rows(found.folder)
    passages = found.manifest.passages
    if not (
        terms.whole
        and len(dense) == passages == len(rows) - len(dead)
        and len(stories) == len(rows)
    ):
        raise ArchiveDamaged(
            f"{found.folder}: its files disagree on the number of passages. "
            "Rebuild it: pressmark index --rebuild"
        )
    return Snapshot(
        found.folder, found.manifest, found.warning, dense, terms, Rows(rows),
        Stories(stories, alive), articles, alive,
    )  # fmt: skip
