"""An article as the indexes are given it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.facets import Facets, facets, of_all
from index.seals import WHOLE, damaged

AT_ONCE = 500
"""Articles asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision. ``spans`` has (start, end, key) of each passage, at least one, in order;
    ``signature`` its MinHash.
    """

    revision: int
    title: str
    text: str
    spans: list[tuple[int, int, bytes]]
    facets: Facets
    signature: bytes
    language: str | None


def stored_entries(
    db: sqlite3.Connection,
    revisions: Sequence[int],
    check_revisions: Callable[[Iterable[Sequence[Any]]], None],
    check_passages: Callable[[Iterable[tuple[int, int, int, int, bytes]], Sequence[int]], None],
) -> Iterator[Entry]:
    """Those revisions, in the given order, without one that has no passage. Rows are shown to the
    checks before they are used: of revisions the columns WHOLE and the signature, of passages
    (revision, ordinal, start, end, key).

    Raises:
        ArchiveDamaged: a revision whose passages are there is not.
    """
    for some, marks in _groups(revisions):
        passages = db.execute(
            'SELECT revision, ordinal, start, "end", key FROM passages '  # noqa: S608 only marks
            f"WHERE revision IN ({marks}) ORDER BY revision, ordinal",
            some,
        ).fetchall()
        check_passages(passages, some)
        spans: dict[int, list[tuple[int, int, bytes]]] = {}
        for number, _, begin, end, key in passages:
            spans.setdefault(number, []).append((begin, end, key))
        rows = db.execute(
            f"SELECT {', '.join(WHOLE)}, signature FROM revisions "  # noqa: S608 constants, marks
            f"WHERE id IN ({marks})",
            some,
        ).fetchall()
        check_revisions(rows)
        found = {row[0]: dict(zip((*WHOLE, "signature"), row, strict=True)) for row in rows}
        for number in some:
            if number in spans:
                if number not in found:
                    raise damaged(f"revision {number} of an article is")
                of = found[number]
                own = facets(
                    of["published"], of["source"], of["author"], of["url"],
                    json.loads(of["tags"]), of["language"],
                )  # fmt: skip
                yield Entry(
                    number, of["title"], of["text"], spans[number],
                    of_all(own, of["sources"]), of["signature"], of["language"],
                )  # fmt: skip


def passage_count(db: sqlite3.Connection, revisions: Sequence[int]) -> int:
    """How many passages those revisions have."""
    return sum(
        int(
            db.execute(
                f"SELECT count(*) FROM passages WHERE revision IN ({marks})",  # noqa: S608
                some,
            ).fetchone()[0]
        )
        for some, marks in _groups(revisions)
    )


def _groups(revisions: Sequence[int]) -> Iterator[tuple[list[int], str]]:
    for start in range(0, len(revisions), AT_ONCE):
        some = list(revisions[start : start + AT_ONCE])
        yield some, ",".join("?" * len(some))
