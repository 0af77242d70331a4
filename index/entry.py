"""An article as the indexes are given it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.facets import Facets, facets, of_all

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


def stored_entries(db: sqlite3.Connection, revisions: Sequence[int]) -> Iterator[Entry]:
    """Those revisions, in the given order, without one that has no passage."""
    for some, marks in _groups(revisions):
        spans: dict[int, list[tuple[int, int, bytes]]] = {}
        for number, begin, end, key in db.execute(
            'SELECT revision, start, "end", key FROM passages '  # noqa: S608 only marks
            f"WHERE revision IN ({marks}) ORDER BY revision, ordinal",
            some,
        ):
            spans.setdefault(number, []).append((begin, end, key))
        found = {
            row[0]: row
            for row in db.execute(
                "SELECT id, title, text, signature, published, source, author, url, tags, "  # noqa: S608
                f"language, sources FROM revisions WHERE id IN ({marks})",
                some,
            )
        }
        for number in some:
            if number in spans:
                _, title, text, signed, *of = found[number]
                published, source, author, url, tags, language, sources = of
                own = facets(published, source, author, url, json.loads(tags), language)
                held = of_all(own, sources)
                yield Entry(number, title, text, spans[number], held, signed, language)


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
