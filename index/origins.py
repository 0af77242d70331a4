"""Where articles come from: the table ``origins`` of the catalogue, one row for each article as it
was read. Copies share one article, and so do versions of one page (see index.identity).
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.records import Draft, Source
from index.revisions import digest

SHORT = 200
"""Characters below which two texts that are the same are copies only under the same title: two
letters that say "See the attached file." are not one."""
_ABOUT = ("title", "source", "url", "published", "author", "tags", "language", "dated_by",
          "places", "shelved")  # fmt: skip
_COLUMNS = "key, origin, article, root, digest, text_key, url_key, revision, seen, about"
_ANEW = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
_PAGE = re.compile(r"https?://([^/?#]+)([^#]*)", re.IGNORECASE)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Origin:
    """One article as it was read. ``article`` is the id of the one that it became, ``revision``
    holds its text. Equal ``text_key``: copies; equal ``url_key``: versions of one page.
    """

    key: str
    origin: str
    article: str
    root: str | None
    digest: str
    text_key: str
    url_key: str | None
    revision: int
    seen: int
    about: dict[str, Any]

    @property
    def file(self) -> str:
        """The file that it lies in, perhaps with others."""
        return self.origin.partition("#")[0]

    def draft(self, text: str) -> Draft:
        """The draft that it was stored from."""
        about = dict(self.about)
        about["tags"] = tuple(about["tags"])
        about["places"] = tuple((at, name) for at, name in about["places"])
        return Draft(origin=self.origin, text=text, seen=self.seen, **about)

    def source(self) -> Source:
        """What it says about the article."""
        about = self.about
        return Source(self.origin, about["title"], about["source"], about["url"],
                      about["published"], about["author"])  # fmt: skip


def origin_key(origin: str) -> str:
    """What an origin is known by: 12 hexadecimal digits. An article of its own has it as its id,
    unless another one has that.
    """
    return hashlib.sha256(origin.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def origin_of(draft: Draft, root: str | None, *, apart: bool = False) -> Origin:
    """The row of a draft that is not sorted in yet; ``apart``: it is no copy of any other."""
    about = {name: getattr(draft, name) for name in _ABOUT}
    key = origin_key(draft.origin)
    return Origin(
        key, draft.origin, "", root, digest(draft), key if apart else _text_key(draft),
        None if apart else url_key(draft.url), 0, draft.seen, about,
    )  # fmt: skip


def _text_key(draft: Draft) -> str:
    words = draft.text if len(draft.text) >= SHORT else f"{draft.title}\0{draft.text}"
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def url_key(url: str | None) -> str | None:
    """What two addresses of one page share; None for an address that names no single page.

    >>> url_key("HTTP://E.org/a/?x=1#top"), url_key("https://e.org/a/"), url_key("https://e.org/")
    ('e.org/a/?x=1', 'e.org/a', None)
    """
    match = _PAGE.match(url or "")
    if match is None:
        return None
    host, rest = match[1].lower(), match[2].rstrip("/")
    return f"{host}{rest}" if rest else None


def all_roots(db: sqlite3.Connection) -> dict[str, tuple[str, str | None, int]]:
    """By key: (digest, root, seen) of every origin."""
    rows = db.execute("SELECT key, digest, root, seen FROM origins ORDER BY key")
    return {key: (digest_, root, seen) for key, digest_, root, seen in rows}


def one_root(db: sqlite3.Connection, key: str) -> tuple[str, str | None, int] | None:
    """The same of one origin, None where there is none."""
    row = db.execute("SELECT digest, root, seen FROM origins WHERE key = ?", (key,)).fetchone()
    return None if row is None else (row[0], row[1], row[2])


def found(db: sqlite3.Connection, column: str, values: Iterable[str]) -> Iterator[Origin]:
    """The origins whose ``column`` (key, article, text_key or url_key) is one of ``values``."""
    wanted = list(dict.fromkeys(values))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        marks = ",".join("?" * len(some))
        rows: Iterable[tuple[Any, ...]] = db.execute(
            f"SELECT {_COLUMNS} FROM origins WHERE {column} IN ({marks})",  # noqa: S608 only marks
            some,
        )
        for row in rows:
            yield replace(Origin(*row), about=json.loads(row[-1]))


def store(db: sqlite3.Connection, origins: Sequence[Origin]) -> None:
    """Write rows anew."""
    db.executemany(
        f"INSERT INTO origins ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?) "  # noqa: S608 constants
        f"ON CONFLICT (key) DO UPDATE SET {_ANEW}",
        (
            (o.key, o.origin, o.article, o.root, o.digest, o.text_key, o.url_key, o.revision,
             o.seen, json.dumps(o.about))
            for o in origins
        ),
    )  # fmt: skip


def forget(db: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Take rows out."""
    db.executemany("DELETE FROM origins WHERE key = ?", ((key,) for key in keys))
